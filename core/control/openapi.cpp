// The route table as an OpenAPI 3.1 document. Answers are described in words in docs/local-api.md;
// here stand methods, parameters, permissions and the form of errors.

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/base/version.h"
#include "core/control/handlers.h"

namespace farebox::control {
namespace {

// What the part behind the slash of a route is called.
std::string tail_name(std::string_view path) {
    if (path.starts_with("calls")) return "call_id";
    if (path.starts_with("budgets")) return "budget_id";
    if (path.starts_with("overrides")) return "override_id";
    return "key";
}

Json parameters_of(const Route& route) {
    Json list = Json::array();
    const std::string_view path = route.path;
    const auto add = [&](const std::string& name, const char* place, bool is_required) {
        list.push_back({{"name", name},
                        {"in", place},
                        {"required", is_required},
                        {"schema", {{"type", "string"}}}});
    };
    if (path.ends_with('/')) add(tail_name(path), "path", true);
    for (const std::string_view name : split(route.parameters, ' ')) {
        if (name != "<dimension>") add(std::string(name), "query", false);
    }
    if (contains(route.parameters, "<dimension>")) {
        for (const auto& dimension : ledger::dimensions()) add(dimension.name, "query", false);
    }
    return list;
}

Json operation_of(const Route& route) {
    const std::string_view path = route.path;
    const char* type = path == "events" ? "text/event-stream" : "application/json";
    Json operation = {
        {"summary", route.summary},
        {"x-permission", std::string(to_text(route.permission))},
        {"parameters", parameters_of(route)},
        {"responses",
         {{"200", {{"description", "done"}, {"content", {{type, Json::object()}}}}},
          {"default", {{"$ref", "#/components/responses/Error"}}}}}};
    const std::string_view method = route.method;
    if (method == "PUT" || method == "POST") {
        operation["requestBody"] = {
            {"content", {{"application/json", {{"schema", {{"type", "object"}}}}}}}};
    }
    return operation;
}

Json error_form() {
    const Json text = {{"type", "string"}};
    const Json error = {{"type", "object"}, {"properties", {{"code", text}, {"message", text}}}};
    const Json schema = {{"type", "object"}, {"properties", {{"error", error}}}};
    return {{"description", "why not"}, {"content", {{"application/json", {{"schema", schema}}}}}};
}

}  // namespace

Result<Json> handle_openapi(const RouteRequest&, Context&) {
    Json paths = Json::object();
    for (const Route& route : routes()) {
        std::string path = "/" + std::string(route.path);
        if (path.ends_with('/')) path += "{" + tail_name(route.path) + "}";
        paths[path][to_lower(route.method)] = operation_of(route);
    }
    return Json{{"openapi", "3.1.0"},
                {"info", {{"title", "Farebox local API"}, {"version", std::string(Version)}}},
                {"servers", Json::array({{{"url", "/_farebox/v1"}}})},
                {"paths", std::move(paths)},
                {"components",
                 {{"responses", {{"Error", error_form()}}},
                  {"securitySchemes", {{"token", {{"type", "http"}, {"scheme", "bearer"}}}}}}},
                {"security", Json::array({{{"token", Json::array()}}})}};
}

Result<Json> handle_events(const RouteRequest&, Context&) {
    return make_error(ErrorCode::Unsupported,
                      "events are streamed on the daemon's own socket only, while it runs");
}

}  // namespace farebox::control
