#include "core/control/forecast.h"

#include <algorithm>

namespace farebox::control {
namespace {

__extension__ using Int128 = __int128;

// A rate from less than a day says more about the hour than about the month.
constexpr std::int64_t LeastElapsed = NsPerDay;

std::optional<std::int64_t> mean_of(const std::vector<std::optional<std::int64_t>>& days) {
    Int128 sum = 0;
    std::int64_t known = 0;
    for (const auto& day : days) {
        if (!day) continue;
        sum += *day;
        ++known;
    }
    if (known == 0) return std::nullopt;
    return static_cast<std::int64_t>(sum / known);
}

std::optional<UtcNs> runs_out(const budget::BudgetState& state, UtcNs now) {
    const Budget& budget = state.budget;
    const std::int64_t elapsed = now - state.window.start;
    const std::int64_t hard = budget::part_of(budget.limit, budget.hard_percent);
    if (budget.period != BudgetPeriod::Month || elapsed < LeastElapsed) return std::nullopt;
    if (state.spent <= 0 || state.spent >= hard) return std::nullopt;
    const Int128 after = Int128(elapsed) * hard / state.spent;
    if (after >= state.window.end - state.window.start) return std::nullopt;
    return state.window.start + static_cast<std::int64_t>(after);
}

}  // namespace

api::Forecast make_forecast(const SpentDays& spent, const std::vector<budget::BudgetState>& budgets,
                            UtcNs now) {
    api::Forecast forecast;
    for (const auto& state : budgets) {
        const auto at = runs_out(state, now);
        if (at && (!forecast.runs_out_at || *at < *forecast.runs_out_at)) forecast.runs_out_at = at;
    }
    const auto mean = mean_of(spent.full_days);
    if (!spent.month) {
        forecast.reason = "no cost is known for this month yet";
    } else if (!mean) {
        forecast.reason = "a forecast needs one full day with a known cost";
    } else {
        const std::int64_t rest_of_today = std::max<std::int64_t>(0, *mean - spent.today.value_or(0));
        forecast.month_end_nano = *spent.month + rest_of_today + *mean * spent.days_left;
    }
    return forecast;
}

}  // namespace farebox::control
