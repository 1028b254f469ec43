#pragma once
// A bill being written: lines that have a price, and gaps that have none. Private to core/pricing.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/cost.h"
#include "core/model/usage.h"

namespace farebox::pricing {

class Bill {
public:
    /// Quantity x rate x multiplier as one line; nothing for a quantity of 0, a gap when the
    /// product is beyond range or the quantity below 0.
    void add(std::string_view bucket, std::int64_t quantity, PicoUsdRate rate,
             std::int64_t multiplier_ppm);

    /// Something that was or may have been billed and that we cannot price: one clause, no stop.
    void add_gap(std::string why);

    /// Sum and status: Priced without gaps, Partly with both, Unpriced with gaps alone.
    void write_to(Cost& cost) &&;

private:
    std::vector<CostComponent> lines_;
    std::vector<std::string> gaps_;
};

}  // namespace farebox::pricing
