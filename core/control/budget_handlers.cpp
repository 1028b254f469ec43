// Budgets, overrides and the user's own pause.

#include "core/base/format.h"
#include "core/control/governor.h"
#include "core/control/handlers.h"

namespace farebox::control {
namespace {

Json to_json(const budget::Override& item) {
    return {{"override_id", item.override_id}, {"budget_id", item.budget_id},
            {"reason", item.reason},           {"os_user", item.os_user},
            {"started_at", item.started_at},   {"expires_at", item.expires_at}};
}

Result<std::string> text_of(const Json& body, const char* name) {
    const Json* value = find_member(body, name);
    if (value == nullptr || value->is_null()) return std::string();
    if (value->is_string()) return value->get<std::string>();
    return invalid(format("{} is text", name));
}

}  // namespace

Result<Json> handle_budgets(const RouteRequest&, Context& context) {
    Json list = Json::array();
    for (const auto& state : context.governance().budgets) list.push_back(to_json(state));
    return Json{{"budgets", std::move(list)}};
}

Result<Json> handle_set_budget(const RouteRequest& request, Context& context) {
    FAREBOX_TRY(governor, context.governor("changing budgets"));
    FAREBOX_TRY(state, governor->set_budget(request.tail, request.body));
    return to_json(state);
}

Result<Json> handle_remove_budget(const RouteRequest& request, Context& context) {
    FAREBOX_TRY(governor, context.governor("changing budgets"));
    FAREBOX_TRY_VOID(governor->remove_budget(request.tail));
    return Json{{"budget_id", request.tail}, {"removed", true}};
}

Result<Json> handle_overrides(const RouteRequest&, Context& context) {
    Json list = Json::array();
    for (const auto& item : context.governance().overrides) list.push_back(to_json(item));
    return Json{{"overrides", std::move(list)}};
}

Result<Json> handle_add_override(const RouteRequest& request, Context& context) {
    FAREBOX_TRY(governor, context.governor("an override"));
    FAREBOX_TRY(budget_id, text_of(request.body, "budget_id"));
    FAREBOX_TRY(reason, text_of(request.body, "reason"));
    const auto minutes = find_int(request.body, "minutes");
    if (!minutes) {
        return invalid("an override: the body is {\"budget_id\", \"minutes\", \"reason\"}; minutes is missing");
    }
    FAREBOX_TRY(item, governor->add_override({budget_id, *minutes, reason, ""}));
    return to_json(item);
}

Result<Json> handle_end_override(const RouteRequest& request, Context& context) {
    FAREBOX_TRY(governor, context.governor("ending an override"));
    FAREBOX_TRY_VOID(governor->end_override(request.tail));
    return Json{{"override_id", request.tail}, {"ended", true}};
}

Result<Json> handle_pause(const RouteRequest& request, Context& context) {
    FAREBOX_TRY(governor, context.governor("pausing calls"));
    FAREBOX_TRY(reason, text_of(request.body, "reason"));
    FAREBOX_TRY_VOID(governor->pause(reason));
    return Json{{"paused", true}};
}

Result<Json> handle_resume(const RouteRequest&, Context& context) {
    FAREBOX_TRY(governor, context.governor("resuming calls"));
    FAREBOX_TRY_VOID(governor->resume());
    return Json{{"paused", false}};
}

}  // namespace farebox::control
