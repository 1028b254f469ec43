#include "core/pricing/bill.h"

#include <algorithm>
#include <utility>

#include "core/base/format.h"
#include "core/base/strings.h"

namespace farebox::pricing {

void Bill::add(std::string_view bucket, std::int64_t quantity, PicoUsdRate rate,
               std::int64_t multiplier_ppm) {
    if (quantity == 0) return;
    if (quantity < 0) return add_gap(format("{} is negative ({})", bucket, quantity));
    const Result<NanoUsd> amount = multiply(rate, quantity, multiplier_ppm);
    if (!amount) return add_gap(format("{}: {}", bucket, amount.error().message));
    lines_.push_back({std::string(bucket), quantity, rate.value, multiplier_ppm, amount->value});
}

void Bill::add_gap(std::string why) {
    if (std::ranges::find(gaps_, why) == gaps_.end()) gaps_.push_back(std::move(why));
}

void Bill::write_to(Cost& cost) && {
    std::int64_t total = 0;
    for (const CostComponent& line : lines_) {
        if (__builtin_add_overflow(total, line.amount_nano, &total)) {
            gaps_.push_back("the sum is beyond 9.2 billion USD");
            lines_.clear();
            break;
        }
    }
    cost.price_note = join(gaps_, "; ");
    if (!gaps_.empty() && lines_.empty()) {
        cost.price_status = PriceStatus::Unpriced;
        return;
    }
    cost.price_status = gaps_.empty() ? PriceStatus::Priced : PriceStatus::Partly;
    cost.list_cost_nano = total;
    cost.components = std::move(lines_);
}

}  // namespace farebox::pricing
