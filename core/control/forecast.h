#pragma once
// What the month will come to, and when a budget will be used up, if the days go on as they did.
//
// The mean of the last full days is carried forward. It is a guess and is shown as one; without a
// full day, or without any known cost, there is none and the reason is said.

#include <optional>
#include <string>
#include <vector>

#include "core/api/summary.h"
#include "core/budget/gate_types.h"

namespace farebox::control {

struct SpentDays {
    /// Cost of the full days before today, oldest first, from the first day with a call on; a day
    /// without calls cost 0, one whose cost is not known is absent.
    std::vector<std::optional<std::int64_t>> full_days;
    std::optional<std::int64_t> today;
    std::optional<std::int64_t> month;  ///< so far, today included
    std::int64_t days_left = 0;         ///< of the month, after today
};

/// `budgets`: of those by the month the first that would reach its hard limit before its window
/// ends gives runs_out_at.
api::Forecast make_forecast(const SpentDays& spent, const std::vector<budget::BudgetState>& budgets,
                            UtcNs now);

}  // namespace farebox::control
