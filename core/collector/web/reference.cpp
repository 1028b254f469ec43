#include "core/collector/web/reference.h"

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/base/version.h"
#include "core/collector/web/config.h"

namespace farebox::collector {
namespace {

std::string default_of(const ConfigKey& key) {
    static const Config defaults;
    if (const auto* text = std::get_if<std::string Config::*>(&key.member)) {
        return (defaults.**text).empty() ? "" : "`" + defaults.**text + "`";
    }
    if (const auto* number = std::get_if<std::int64_t Config::*>(&key.member)) {
        return "`" + std::to_string(defaults.**number) + "`";
    }
    if (const auto* flag = std::get_if<bool Config::*>(&key.member)) {
        return defaults.**flag ? "`true`" : "`false`";
    }
    return "`[]`";
}

std::string values_of(const ConfigKey& key) {
    if (std::holds_alternative<std::int64_t Config::*>(key.member)) {
        return format("{} to {}", key.least, key.most);
    }
    if (std::holds_alternative<bool Config::*>(key.member)) return "true, false";
    if (std::holds_alternative<std::vector<std::string> Config::*>(key.member)) return "list";
    std::string choices;
    for (const auto choice : split(key.choices, ' ')) {
        choices += (choices.empty() ? "" : ", ") + std::string(choice);
    }
    return choices.empty() ? "text" : choices;
}

// "{call_id}" and "{page...}" of a path, without braces and dots.
std::vector<std::string> names_in(std::string_view path) {
    std::vector<std::string> names;
    for (const auto word : split(path, '/')) {
        if (!word.starts_with('{')) continue;
        const auto inner = word.substr(1, word.size() - 2);
        names.emplace_back(inner.ends_with("...") ? inner.substr(0, inner.size() - 3) : inner);
    }
    return names;
}

Json parameter(const std::string& name, const char* place) {
    return {{"name", name},
            {"in", place},
            {"required", std::string_view(place) == "path"},
            {"schema", {{"type", "string"}}}};
}

// By what evidence the route is entered.
Json security_of(Permission permission) {
    if (permission == Permission::Public) return Json::array();
    const char* scheme = permission == Permission::Device ? "device"
                         : permission == Permission::Scim ? "provisioner"
                                                          : "session";
    return Json::array({{{scheme, Json::array()}}});
}

Json operation_of(const WebRoute& route) {
    Json parameters = Json::array();
    for (const std::string& name : names_in(route.path)) parameters.push_back(parameter(name, "path"));
    for (const auto name : split(route.parameters, ' ')) {
        if (name != "*") parameters.push_back(parameter(std::string(name), "query"));
    }
    Json operation = {{"summary", route.summary},
                      {"x-permission", std::string(to_text(route.permission))},
                      {"security", security_of(route.permission)},
                      {"parameters", std::move(parameters)},
                      {"responses",
                       {{"200", {{"description", "done"}}},
                        {"default", {{"$ref", "#/components/responses/Error"}}}}}};
    const std::string_view method = route.method;
    if (method == "PUT" || method == "POST" || method == "PATCH") {
        operation["requestBody"] = {{"content", {{"application/json", {{"schema", Json::object()}}}}}};
    }
    return operation;
}

Json components() {
    const Json text = {{"type", "string"}};
    const Json error = {{"type", "object"}, {"properties", {{"code", text}, {"message", text}}}};
    const Json schema = {{"type", "object"}, {"properties", {{"error", error}}}};
    return {{"responses",
             {{"Error",
               {{"description", "why not"}, {"content", {{"application/json", {{"schema", schema}}}}}}}}},
            {"securitySchemes",
             {{"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "__Host-farebox"}}},
              {"device",
               {{"type", "http"}, {"scheme", "Farebox"}, {"description", "a signed proof over the body"}}},
              {"provisioner", {{"type", "http"}, {"scheme", "bearer"}}}}}};
}

}  // namespace

std::string config_reference() {
    std::string table = "| key | values | default | meaning |\n|---|---|---|---|\n";
    for (const ConfigKey& key : config_keys()) {
        table += format("| `{}` | {} | {} | {} |\n", key.name, values_of(key), default_of(key), key.text);
    }
    return table;
}

std::string route_reference(const std::vector<WebRoute>& routes) {
    std::string table = "| route | permission | parameters | what it does |\n|---|---|---|---|\n";
    for (const WebRoute& route : routes) {
        std::string names;
        for (const auto name : split(route.parameters, ' ')) {
            names += format("{}`{}`", names.empty() ? "" : " ", name);
        }
        table += format("| {} `{}` | `{}` | {} | {} |\n", route.method, route.path,
                        to_text(route.permission), names, route.summary);
    }
    return table;
}

Json openapi(const std::vector<WebRoute>& routes) {
    Json paths = Json::object();
    for (const WebRoute& route : routes) {
        std::string path = route.path;
        if (const auto dots = path.find("...}"); dots != std::string::npos) path.replace(dots, 4, "}");
        paths[path][to_lower(route.method)] = operation_of(route);
    }
    return {{"openapi", "3.1.0"},
            {"info", {{"title", "Farebox collector"}, {"version", std::string(Version)}}},
            {"paths", std::move(paths)},
            {"components", components()}};
}

}  // namespace farebox::collector
