#include "core/control/user_budgets.h"

#include "core/base/file_io.h"
#include "core/base/format.h"
#include "core/budget/zone.h"
#include "core/model/budget_json.h"

namespace farebox::control {
namespace {

constexpr std::string_view Key = "budgets";

// What the file says, wrong entries included: they must not vanish because another is changed.
Result<Json> load_list(const settings::Store& store) {
    const std::string& path = store.places().config_file;
    const auto text = load_file(path);
    if (!text && text.error().code == ErrorCode::NotFound) return Json::array();
    if (!text) return text.error();
    FAREBOX_TRY(document, parse_json(*text));
    const Json* list = find_member(document, Key);
    if (list == nullptr) return Json::array();
    if (!list->is_array()) return invalid(format("budgets in {} is not a list", path));
    return *list;
}

// The id an entry has or would be given; "" for one that cannot be read.
std::string id_of(const Json& entry) {
    const auto budget = parse_budget(entry);
    return budget ? budget->budget_id : find_string(entry, "budget_id").value_or("");
}

// The entry of that id that counts, whoever set it; null when there is none.
Json find_effective(const settings::Store& store, const std::string& budget_id) {
    const auto snapshot = store.current();
    const settings::Effective* list = snapshot->resolution.find(Key);
    if (list == nullptr) return Json();
    for (const Json& entry : list->value) {
        if (find_string(entry, "budget_id") == budget_id) return entry;
    }
    return Json();
}

std::string owner_of(const Json& entry) {
    return find_string(entry, "source") == std::string("device")
               ? "the management of this device"
               : "your organisation's collector";
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

    FAREBOX_TRY(list, load_list(store));
    bool is_replaced = false;
    for (Json& one : list) {
        if (id_of(one) != budget_id) continue;
        one = entry;
        is_replaced = true;
    }
    if (!is_replaced) list.push_back(entry);
    FAREBOX_TRY_VOID(store.set_user(Key, list).with_context("the budgets in your settings"));
    return budget;
}

Result<void> remove_user_budget(settings::Store& store, const std::string& budget_id) {
    const Json effective = find_effective(store, budget_id);
    FAREBOX_TRY_VOID(check_not_locked(effective, budget_id));
    FAREBOX_TRY(list, load_list(store));
    Json kept = Json::array();
    for (const Json& one : list) {
        if (id_of(one) != budget_id) kept.push_back(one);
    }
    if (kept.size() == list.size() && !effective.is_null()) {
        return make_error(ErrorCode::Conflict,
                          format("the budget \"{}\" comes from {}; only they can remove it",
                                 budget_id, owner_of(effective)));
    }
    if (kept.size() == list.size()) return not_found(format("no budget \"{}\"", budget_id));
    if (kept.empty()) return store.unset_user(Key);
    return store.set_user(Key, kept).with_context("the budgets in your settings");
}

}  // namespace farebox::control
