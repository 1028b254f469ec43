#include "core/base/format.h"
#include "core/control/handlers.h"
#include "core/settings/check_value.h"

namespace farebox::control {
namespace {

using settings::Effective;
using settings::Key;

// Of a secret nobody learns more than that there is one.
Json shown_value(const Key& key, const Json& value) {
    if (key.format != "secret" || value == key.default_value) return value;
    return "(set, not shown)";
}

Json to_json(const Key& key, const Effective& effective, const Effective* at_start) {
    Json setting = {{"key", key.name},
                    {"value", shown_value(key, effective.value)},
                    {"default", effective.default_value},
                    {"source", std::string(settings::to_text(effective.source))},
                    {"origin", effective.origin},
                    {"is_locked", effective.is_locked},
                    {"is_users", key.scope == settings::KeyScope::User},
                    {"type", std::string(settings::to_text(key.type))},
                    {"group", key.group},
                    {"title", key.title},
                    {"text", key.text},
                    {"allowed", settings::describe_allowed(key)}};
    if (key.type == settings::KeyType::Enum) setting["words"] = key.words;
    if (key.type == settings::KeyType::Int) {
        setting["min"] = key.min;
        setting["max"] = key.max;
    }
    // True while the daemon still runs with the value it started with.
    setting["needs_restart"] =
        key.needs_restart && at_start != nullptr && at_start->value != effective.value;
    return setting;
}

Json to_json(const Key& key, const settings::Store& store) {
    const auto now = store.current();
    const Effective* effective = now->resolution.find(key.name);
    if (effective == nullptr) return Json();
    return to_json(key, *effective, store.at_start().resolution.find(key.name));
}

Result<Json> show_setting(const RouteRequest& request, const settings::Store& store) {
    const Key* key = settings::built_in_schema().find(request.tail);
    if (key == nullptr) return not_found(format("no setting \"{}\"", request.tail));
    return to_json(*key, store);
}

}  // namespace

Result<Json> handle_policy(const RouteRequest&, Context& context) {
    FAREBOX_TRY(store, context.settings());
    Json list = Json::array();
    for (const Key& key : settings::built_in_schema().keys()) list.push_back(to_json(key, *store));
    const auto now = store->current();
    return Json{{"revision", now->revision},
                {"settings", std::move(list)},
                {"problems", now->resolution.problems}};
}

Result<Json> handle_set_setting(const RouteRequest& request, Context& context) {
    FAREBOX_TRY(store, context.settings());
    const Json* value = find_member(request.body, "value");
    if (value == nullptr) return invalid("setting a value: the body is not {\"value\": ...}");
    FAREBOX_TRY_VOID(store->set_user(request.tail, *value));
    return show_setting(request, *store);
}

Result<Json> handle_unset_setting(const RouteRequest& request, Context& context) {
    FAREBOX_TRY(store, context.settings());
    FAREBOX_TRY_VOID(store->unset_user(request.tail));
    return show_setting(request, *store);
}

}  // namespace farebox::control
