#include "core/control/client.h"

#include "core/base/format.h"
#include "core/net/local_endpoint.h"

namespace farebox::control {
namespace {

using namespace std::chrono_literals;

ErrorCode parse_code(std::string_view text) {
    for (const ErrorCode code : {ErrorCode::Invalid, ErrorCode::NotFound, ErrorCode::Denied,
                                 ErrorCode::Unavailable, ErrorCode::Conflict, ErrorCode::TooLarge,
                                 ErrorCode::Unsupported}) {
        if (to_text(code) == text) return code;
    }
    return ErrorCode::Internal;
}

}  // namespace

Client::Client(std::string socket_path, std::string ledger_path, const Clock& clock,
               settings::Store* settings)
    : socket_path_(std::move(socket_path)),
      context_(std::move(ledger_path), nullptr, clock, settings) {}

Result<Answer> Client::ask_daemon(const std::string& method, const std::string& target,
                                  const std::string& body) {
    // A month by session over millions of rows takes seconds.
    FAREBOX_TRY(response, net::request_local(socket_path_, method, target, 60s, body));
    FAREBOX_TRY(found, parse_json(response.body));
    return Answer{response.status, std::move(found)};
}

Result<Json> Client::get(const std::string& route, const Parameters& parameters) {
    std::string target = std::string(ApiPrefix) + route;
    if (!parameters.empty()) target += "?" + format_query(parameters);
    return ask("GET", target, Json());
}

Result<Json> Client::send(const std::string& method, const std::string& route, const Json& body) {
    return ask(method, std::string(ApiPrefix) + route, body);
}

Result<Json> Client::ask(const std::string& method, const std::string& target, const Json& body) {
    const std::string text = body.is_null() ? "" : farebox::to_text(body);
    Result<Answer> found = ask_daemon(method, target, text);
    is_running_ = found.has_value();
    if (!found) {
        const ErrorCode code = found.error().code;
        if (code != ErrorCode::NotFound && code != ErrorCode::Unsupported) {
            return found.error().with_context("asking the daemon");
        }
        found = answer(method, target, context_, text);
    }
    if (found->status == 200) return std::move(found->body);
    const Json* error = find_member(found->body, "error");
    if (error == nullptr) return unavailable(format("the daemon answered {}", found->status));
    return Error{parse_code(find_string(*error, "code").value_or("")),
                 find_string(*error, "message").value_or("")};
}

bool Client::is_daemon_running() {
    if (!is_running_) (void)get("health");
    return is_running_.value_or(false);
}

}  // namespace farebox::control
