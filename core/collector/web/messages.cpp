#include "core/collector/web/routes.h"

#include "core/base/format.h"
#include "core/base/strings.h"

namespace farebox::collector {
namespace {

int http_status(ErrorCode code) {
    switch (code) {
        case ErrorCode::Invalid: return 400;
        case ErrorCode::NotFound: return 404;
        case ErrorCode::Denied: return 403;
        case ErrorCode::Conflict: return 409;
        case ErrorCode::TooLarge: return 413;
        case ErrorCode::Unavailable: return 503;
        case ErrorCode::Unsupported: return 501;
        default: return 500;
    }
}

}  // namespace

std::string WebRequest::header(std::string_view name) const {
    for (const auto& [own, value] : headers) {
        if (equals_ignore_case(own, name)) return value;
    }
    return "";
}

std::string WebRequest::parameter(const std::string& name) const {
    const auto found = parameters.find(name);
    return found == parameters.end() ? "" : found->second;
}

Result<bool> WebRequest::is_on(const std::string& name) const {
    const std::string value = parameter(name);
    if (value == "1" || value == "true") return true;
    if (value.empty() || value == "0" || value == "false") return false;
    return invalid(format("{}={}: 1 or 0", name, printable(shorten(value, 40))));
}

WebResponse WebResponse::json(const Json& value, int status) {
    WebResponse response;
    response.status = status;
    response.body = farebox::to_text(value);
    return response;
}

WebResponse WebResponse::error(int status, std::string_view code, std::string_view message) {
    return json({{"error", {{"code", code}, {"message", message}}}}, status);
}

WebResponse WebResponse::error(const Error& error) {
    return WebResponse::error(http_status(error.code), farebox::to_text(error.code), error.message);
}

WebResponse WebResponse::download(std::string content_type, std::string file_name, std::string body) {
    WebResponse response;
    response.content_type = std::move(content_type);
    response.body = std::move(body);
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + file_name + "\"");
    return response;
}

}  // namespace farebox::collector
