#pragma once
// This workstation's part of budgets that it shares with others: what is asked of the collector, and
// what its answer means to the gate (core/budget/gate.h). Asked with every pass of the sync, at once
// when the gate wants it, and before the collector's word expires while calls are under way.

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
    /// reserved, as much again as was spent since the last question, and what a call lacked, which
    /// is `needed` too.
    Json question(const std::vector<budget::ShareOffer>& offers);
    /// Times as this machine's clock shows them, which was `asked_at` before the question went out:
    /// nothing is good for longer here than in the collector's books. Invalid when the answer cannot
    /// be read.
    static Result<std::vector<budget::Share>> parse_answer(const Json& answer, UtcNs asked_at);
    /// The same without their ceilings: the limit less what others had spent is all that binds.
    static std::vector<budget::Share> without_ceilings(std::vector<budget::Share> shares);

private:
    std::map<std::string, std::int64_t> told_;  ///< budget_id to what was spent here
};

}  // namespace farebox::sync
