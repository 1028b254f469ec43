#pragma once
// A budget with what was spent of it: what every surface shows of a budget.

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/model/budget.h"

namespace farebox::api {

enum class BudgetStatus {
    Ok,
    Warning,     ///< soft_percent is reached
    Paused,      ///< hard_percent is reached and the budget is enforced
    Overridden,  ///< it would pause, and an override is in force
};
/// "ok", "warning", "paused", "overridden"
std::string_view to_text(BudgetStatus status);
std::optional<BudgetStatus> parse_budget_status(std::string_view text);

struct BudgetState {
    Budget budget;
    std::int64_t spent = 0;     ///< nano-USD or tokens, as budget.unit says
    std::int64_t reserved = 0;  ///< for calls under way; not in `spent`
    std::int64_t permille = 0;  ///< spent of the limit; 1000 = 100 %
    BudgetStatus state = BudgetStatus::Ok;
    UtcNs window_start = 0;
    UtcNs window_end = 0;  ///< when it starts again from 0
    std::int64_t open_reservations = 0;
    std::int64_t elsewhere = 0;  ///< of `spent`: on other workstations that share the budget
    std::optional<UtcNs> overridden_until;  ///< by a person here or by the collector

    bool operator==(const BudgetState&) const = default;
};

/// The budget's own members, then spent_nano or spent_tokens, reserved_..., permille, state, ...
Json to_json(const BudgetState& state);
/// Members that this version does not know are passed over. Invalid when the budget itself is.
Result<BudgetState> parse_budget_state(const Json& object);

}  // namespace farebox::api
