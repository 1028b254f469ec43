#pragma once
// What the calls of one window add up to for one budget, by agent and repository. Private to
// core/ledger; Reader::open_budgets and Reader::cause are made of it.
//
// Budgets are charged by started_at, the rollup goes by local day. The days of the window are read
// from the rollup, and the few calls that lie in the window but in another local day, or the other
// way round, are added and taken away: for each UTC offset in the file both ranges are known, and
// an index finds just those calls. Where all calls were made in the budget's own zone there are none.
// Budgets that name a developer, and billed amounts known for some calls of a key alone, are summed
// from the calls of the window.

#include <map>
#include <string>
#include <utility>

#include "core/budget/window.h"
#include "core/ledger/sqlite.h"

namespace farebox::ledger {

struct BudgetSum {
    std::int64_t amount = 0;  ///< unit of the budget
    std::int64_t unpriced_calls = 0;
};

/// (agent, repo) to sum; the sums add up to what the budget has spent.
using BudgetSums = std::map<std::pair<std::string, std::string>, BudgetSum>;

/// Inside the caller's transaction, where several answers must agree.
Result<BudgetSums> sum_budget(Database& database, const Budget& budget,
                              const budget::Window& window);

}  // namespace farebox::ledger
