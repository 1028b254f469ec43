#include "core/control/user_assignments.h"

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/control/user_list.h"

namespace farebox::control {
namespace {

constexpr std::string_view AssignmentsKey = "assignments";

// The rule of that folder or program that counts, whoever wrote it; null when there is none.
Json find_rule(const settings::Store& store, const std::string& subject) {
    const auto snapshot = store.current();
    const settings::Effective* list = snapshot->resolution.find(AssignmentsKey);
    if (list == nullptr) return Json();
    for (const Json& entry : list->value) {
        const auto rule = parse_assignment(entry);
        if (rule && rule->subject() == subject) return entry;
    }
    return Json();
}

// "" for an entry that cannot be read.
std::string subject_of(const Json& entry) {
    const auto rule = parse_assignment(entry);
    return rule ? rule->subject() : "";
}

Result<void> check_assignable(const Json& effective, const std::string& subject) {
    if (!find_bool(effective, "is_locked").value_or(false)) return {};
    return make_error(ErrorCode::Conflict,
                      format("where calls of \"{}\" belong is set by {} and cannot be changed here",
                             printable(subject), owner_of(effective)));
}

}  // namespace

Result<Assignment> set_user_assignment(settings::Store& store, const Json& body) {
    if (!body.is_object()) return invalid("an assignment: the body is not a JSON object");
    Json entry = body;
    entry.erase("source");
    entry.erase("is_locked");
    FAREBOX_TRY(rule, parse_assignment(entry));
    FAREBOX_TRY_VOID(check_assignable(find_rule(store, rule.subject()), rule.subject()));
    if (!rule.folder.empty()) entry["folder"] = rule.folder;

    FAREBOX_TRY(list, load_user_list(store, AssignmentsKey));
    const Json changed = with_entry(std::move(list), entry, rule.subject(), subject_of);
    FAREBOX_TRY_VOID(save_user_list(store, AssignmentsKey, changed));
    return rule;
}

Result<void> remove_user_assignment(settings::Store& store, const std::string& subject) {
    const Json effective = find_rule(store, subject);
    FAREBOX_TRY_VOID(check_assignable(effective, subject));
    FAREBOX_TRY(list, load_user_list(store, AssignmentsKey));
    const Json kept = without_entry(list, subject, subject_of);
    if (kept.size() == list.size() && !effective.is_null()) {
        return make_error(ErrorCode::Conflict,
                          format("the rule for \"{}\" comes from {}; only they can remove it",
                                 printable(subject), owner_of(effective)));
    }
    if (kept.size() == list.size()) {
        return not_found(
            format("no rule for \"{}\"; `farebox assign` lists them", printable(subject)));
    }
    return save_user_list(store, AssignmentsKey, kept);
}

}  // namespace farebox::control
