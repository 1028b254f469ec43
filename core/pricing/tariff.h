#pragma once
// The one tariff of a call: after this step every token of a class costs the same. Private to
// core/pricing.

#include <cstdint>
#include <string>

#include "core/pricing/bill.h"
#include "core/pricing/price.h"
#include "core/pricing/rate_card.h"

namespace farebox::pricing {

struct Tariff {
    const Rates* rates = nullptr;  ///< in the book; null: no rates, `bill` says why
    std::int64_t multiplier_ppm = PpmOne;
    std::string modifiers;  ///< for the rule id: "+batch+geo:us+long"
};

Tariff choose_tariff(const VendorPrices& vendor, const RateSet& set, const PriceQuestion& question,
                     Bill& bill);

}  // namespace farebox::pricing
