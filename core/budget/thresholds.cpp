#include "core/budget/thresholds.h"

#include <algorithm>
#include <limits>

namespace farebox::budget {
namespace {

__extension__ using Int128 = __int128;

constexpr std::int64_t Most = std::numeric_limits<std::int64_t>::max() / 8;

std::int64_t capped(Int128 value) { return std::int64_t(std::min(value, Int128(Most))); }

}  // namespace

std::int64_t part_of(std::int64_t limit, std::int64_t percent) {
    return capped(Int128(limit) * percent / 100);
}

std::int64_t permille_of(std::int64_t amount, std::int64_t limit) {
    return limit <= 0 ? 0 : capped(Int128(amount) * 1000 / limit);
}

void raise_alerts(const Budget& budget, const Window& window, std::int64_t spent, Raised& raised,
                  std::vector<Alert>& alerts) {
    const auto raise = [&](std::int64_t percent, bool& is_raised) {
        if (is_raised || spent < part_of(budget.limit, percent)) return;
        is_raised = true;
        alerts.push_back({budget.budget_id, budget.name, window, percent, budget.unit, spent,
                          budget.limit});
    };
    raise(budget.soft_percent, raised.soft);
    if (budget.hard_percent != budget.soft_percent) raise(budget.hard_percent, raised.hard);
}

}  // namespace farebox::budget
