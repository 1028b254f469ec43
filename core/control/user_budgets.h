#pragma once
// The user's own budgets, in the settings file: the way to add, change and remove one.
//
// Entries stay as people wrote them; only the one that is meant is replaced. Those of the device's
// or the collector's management cannot be changed here.

#include <string>

#include "core/base/json.h"
#include "core/model/budget.h"
#include "core/settings/store.h"

namespace farebox::control {

/// `body` as people write a budget; its budget_id, if it has one, is `budget_id`. Conflict: locked.
/// Invalid: names key, value and what is allowed; an entry that is wrong already is named too.
/// Returns the budget as it was understood.
Result<Budget> set_user_budget(settings::Store& store, const std::string& budget_id,
                               const Json& body);
/// NotFound when there is none; Conflict when it is not the user's.
Result<void> remove_user_budget(settings::Store& store, const std::string& budget_id);

}  // namespace farebox::control
