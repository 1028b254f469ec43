#pragma once
// The two JSON forms of a budget.
//
// People write {"name":"Payments","limit_usd":"150.00","period":"month","scope":{"repo":"..."}};
// programs exchange {"budget_id","name","scope","unit","limit_nano" or "limit_tokens",...}. One
// reader takes both. Amounts are read from decimal text, exactly; a JSON number is taken by its
// shortest text, which is what was written up to 15 digits. Every error names key, value and what
// is allowed.

#include <vector>

#include "core/base/json.h"
#include "core/model/budget.h"

namespace farebox {

/// Exactly one of limit_usd, limit_nano, limit_tokens; name or budget_id. A missing budget_id is
/// made from the name ("Team Payments" -> "team-payments"), a missing name from the id. Unknown
/// keys are refused. The time zone is not looked up here (core/budget/window.h does). `source` and
/// `is_locked` are read as given: who takes JSON from a person sets them afterwards.
Result<Budget> parse_budget(const Json& object);

/// Each item by itself: a bad one is named in `problems` and costs no other. Two of one id: the
/// second is a problem.
struct BudgetList {
    std::vector<Budget> budgets;
    std::vector<std::string> problems;
};
BudgetList parse_budgets(const Json& array);

/// The form of programs: every field; "" and absent ones are null or left out of the scope.
Json to_json(const Budget& budget);
/// The form of people: amounts in USD text, defaults left out, without source and lock.
Json to_settings_json(const Budget& budget);

}  // namespace farebox
