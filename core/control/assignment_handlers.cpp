// Rules about where calls belong that nothing else places.

#include "core/control/handlers.h"
#include "core/control/user_assignments.h"

namespace farebox::control {

Result<Json> handle_assignments(const RouteRequest&, Context& context) {
    FAREBOX_TRY(store, context.settings());
    Json list = Json::array();
    const auto snapshot = store->current();
    for (const Assignment& rule : snapshot->settings.assignments) list.push_back(to_json(rule));
    return Json{{"assignments", std::move(list)}};
}

Result<Json> handle_set_assignment(const RouteRequest& request, Context& context) {
    FAREBOX_TRY(store, context.settings());
    FAREBOX_TRY(rule, set_user_assignment(*store, request.body));
    return to_json(rule);
}

Result<Json> handle_remove_assignment(const RouteRequest& request, Context& context) {
    FAREBOX_TRY(store, context.settings());
    for (const auto& [name, value] : request.parameters) {
        FAREBOX_TRY_VOID(remove_user_assignment(*store, value));
        return Json{{name, value}, {"removed", true}};
    }
    return invalid("removing an assignment: say which, by folder or program");
}

}  // namespace farebox::control
