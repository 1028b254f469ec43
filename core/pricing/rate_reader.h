#pragma once
// One rate set of a book: rates, long context, tiers, multipliers. Private to core/pricing.

#include "core/base/result.h"
#include "core/pricing/book_json.h"
#include "core/pricing/rate_card.h"

namespace farebox::pricing {

/// Tier and speed names are checked against `vendor`, whose word tables are read first.
Result<RateSet> parse_rate_set(const Node& node, const VendorPrices& vendor);

}  // namespace farebox::pricing
