#include "core/control/user_budgets.h"

#include "core/base/format.h"
#include "core/budget/zone.h"
#include "core/control/user_list.h"
#include "core/model/budget_json.h"

namespace farebox::control {
namespace {

constexpr std::string_view BudgetsKey = "budgets";

// The id an entry has or would be given; "" for one that cannot be read.
std::string id_of(const Json& entry) {
    const auto budget = parse_budget(entry);
    return budget ? budget->budget_id : find_string(entry, "budget_id").value_or("");
}

// The entry of that id that counts, whoever set it; null when there is none.
Json find_effective(const settings::Store& store, const std::string& budget_id) {
    const auto snapshot = store.current();
    const settings::Effective* list = snapshot->resolution.find(BudgetsKey);
    if (list == nullptr) return Json();
    for (const Json& entry : list->value) {
        if (find_string(entry, "budget_id") == budget_id) return entry;
    }
    return Json();
}

Result<void> check_not_locked(const Json& effective, const std::string& budget_id) {
    if (!find_bool(effective, "is_locked").value_or(false)) return {};
    return make_error(ErrorCode::Conflict,
                      format("the budget \"{}\" is set by {} and cannot be changed here", budget_id,
                             owner_of(effective)));
}

}  // namespace

Result<Budget> set_user_budget(settings::Store& store, const std::string& budget_id,
                               const Json& body) {
    if (!body.is_object()) return invalid("setting a budget: the body is not a JSON object");
    Json entry = body;
    entry.erase("source");
    entry.erase("is_locked");
    if (find_string(entry, "budget_id").value_or(budget_id) != budget_id) {
        return invalid(format("the budget_id in the body is not \"{}\"", budget_id));
    }
    entry["budget_id"] = budget_id;
    FAREBOX_TRY(budget, parse_budget(entry));
    FAREBOX_TRY_VOID(budget::Zone::find(budget.time_zone).with_context("time_zone"));
    FAREBOX_TRY_VOID(check_not_locked(find_effective(store, budget_id), budget_id));

    FAREBOX_TRY(list, load_user_list(store, BudgetsKey));
    const Json changed = with_entry(std::move(list), entry, budget_id, id_of);
    FAREBOX_TRY_VOID(save_user_list(store, BudgetsKey, changed));
    return budget;
}

Result<void> remove_user_budget(settings::Store& store, const std::string& budget_id) {
    const Json effective = find_effective(store, budget_id);
    FAREBOX_TRY_VOID(check_not_locked(effective, budget_id));
    FAREBOX_TRY(list, load_user_list(store, BudgetsKey));
    const Json kept = without_entry(list, budget_id, id_of);
    if (kept.size() == list.size() && !effective.is_null()) {
        return make_error(ErrorCode::Conflict,
                          format("the budget \"{}\" comes from {}; only they can remove it",
                                 budget_id, owner_of(effective)));
    }
    if (kept.size() == list.size()) return not_found(format("no budget \"{}\"", budget_id));
    return save_user_list(store, BudgetsKey, kept);
}

}  // namespace farebox::control
