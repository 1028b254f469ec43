#include "core/budget/gate_types.h"

namespace farebox::budget {

std::vector<WindowToOpen> windows_to_open(const std::vector<Budget>& budgets, UtcNs now) {
    std::vector<WindowToOpen> wanted;
    for (const Budget& budget : budgets) {
        const Zone zone = Zone::find(budget.time_zone).value_or(Zone());
        wanted.push_back({budget, window_at(zone, budget.period, now)});
    }
    return wanted;
}

std::string_view to_text(BudgetStatus status) {
    switch (status) {
        case BudgetStatus::Ok: return "ok";
        case BudgetStatus::Warning: return "warning";
        case BudgetStatus::Paused: return "paused";
        case BudgetStatus::Overridden: return "overridden";
    }
    return "ok";
}

}  // namespace farebox::budget
