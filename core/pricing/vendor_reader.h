#pragma once
// One vendor file of the price book (resources/pricing/<vendor>.json) from text to values.
// The form is described in resources/pricing/schema.json.

#include <string_view>

#include "core/base/result.h"
#include "core/pricing/rate_card.h"

namespace farebox::pricing {

/// Strict: unknown fields, numbers where decimal text belongs, zero or over-fine rates, overlapping
/// dates and ids that name two models are refused. The error starts with file, model and field.
Result<VendorPrices> parse_vendor_file(std::string_view file_name, std::string_view text);

}  // namespace farebox::pricing
