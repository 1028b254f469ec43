#include "core/collector/web/json_body.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/base/strings.h"

namespace farebox::collector {

Result<Json> json_body(const WebRequest& request, const std::vector<std::string>& known) {
    if (request.body.empty()) return Json::object();
    const std::string type = request.header("Content-Type");
    if (!equals_ignore_case(trim(type.substr(0, type.find(';'))), "application/json")) {
        return invalid("the body must be sent as Content-Type: application/json");
    }
    FAREBOX_TRY(body, parse_json(request.body));
    if (!body.is_object()) return invalid("the body must be a JSON object");
    for (const auto& [name, value] : body.items()) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        return invalid(format("unknown member \"{}\"; known: {}", shorten(printable(name), 40),
                              join(known, ", ")));
    }
    return body;
}

Result<std::string> required_text(const Json& body, const char* name) {
    const auto text = find_string(body, name);
    if (!text || text->empty()) return invalid(format("\"{}\" must be a text and not empty", name));
    return *text;
}

}  // namespace farebox::collector
