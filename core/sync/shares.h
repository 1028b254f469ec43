#pragma once
// This workstation's part of budgets that it shares with others: what is asked of the collector, and
// what its answer means to the gate (core/budget/gate.h). Asked with every pass of the sync, and at
// once when a call found no room in its part.

#include <map>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/budget/gate_types.h"

namespace farebox::sync {

/// Owned by the sync thread.
class ShareKeeper {
public:
    /// The body of POST /v1/shares; null when no budget is the collector's. `wanted` is what is
    /// reserved and as much again as was spent since the last question.
    Json question(const std::vector<budget::BudgetState>& states);
    /// Invalid when the answer cannot be read; then the old shares stay until they expire.
    static Result<std::vector<budget::Share>> parse_answer(const Json& answer);

private:
    std::map<std::string, std::int64_t> told_;  ///< budget_id to what was spent here
};

}  // namespace farebox::sync
