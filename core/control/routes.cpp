#include "core/control/routes.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/base/url.h"
#include "core/control/handlers.h"

namespace farebox::control {
namespace {

int http_status(ErrorCode code) {
    switch (code) {
        case ErrorCode::Invalid: return 400;
        case ErrorCode::NotFound: return 404;
        case ErrorCode::Denied: return 403;
        case ErrorCode::Conflict: return 409;
        case ErrorCode::Unavailable: return 503;
        default: return 500;
    }
}

Answer refuse(int status, ErrorCode code, std::string message) {
    return {status,
            {{"error", {{"code", std::string(to_text(code))}, {"message", std::move(message)}}}}};
}

bool fits(const Route& route, std::string_view path) {
    const std::string_view own = route.path;
    return own.ends_with('/') ? path.starts_with(own) && path.size() > own.size() : path == own;
}

// A misspelt filter that is silently ignored would show a wrong sum.
Result<void> check_parameters(const Route& route, const Parameters& parameters) {
    const auto known = split(route.parameters, ' ');
    for (const auto& [name, value] : parameters) {
        if (std::ranges::find(known, name) != known.end()) continue;
        const bool takes_dimensions = std::ranges::find(known, "<dimension>") != known.end();
        if (takes_dimensions && ledger::find_dimension(name) != nullptr) continue;
        return invalid(format("{} takes no parameter \"{}\"; known: {}", route.path, name,
                              route.parameters));
    }
    return {};
}

}  // namespace

std::string_view to_text(Permission permission) {
    switch (permission) {
        case Permission::ReadStatus: return "read_status";
        case Permission::ReadSpend: return "read_spend";
        case Permission::ReadCalls: return "read_calls";
    }
    return "unknown";
}

const std::vector<Route>& routes() {
    static const std::vector<Route> all = {
        {"GET", "status", Permission::ReadStatus, "", "the daemon, the ledger and today in one look",
         handle_status},
        {"GET", "health", Permission::ReadStatus, "", "is everything as it should be", handle_health},
        {"GET", "spend", Permission::ReadSpend, "by since until <dimension>",
         "sums by any dimensions over local days", handle_spend},
        {"GET", "calls", Permission::ReadCalls, "since until limit after <dimension>",
         "rows, newest first; with after: oldest first, for following", handle_calls},
        {"GET", "calls/", Permission::ReadCalls, "", "one call with its evidence and price",
         handle_call},
    };
    return all;
}

Result<ledger::Reader*> Context::reader() {
    FAREBOX_TRY(opened, ledger::Reader::open(ledger_path_));
    reader_ = std::move(opened);
    return reader_.get();
}

Answer answer(std::string_view method, std::string_view target, Context& context) {
    const auto question = target.find('?');
    std::string_view path = target.substr(0, question);
    if (!path.starts_with(ApiPrefix)) return refuse(404, ErrorCode::NotFound, "no such address");
    path.remove_prefix(ApiPrefix.size());
    const auto route = std::ranges::find_if(routes(), [&](const Route& one) { return fits(one, path); });
    if (route == routes().end()) {
        return refuse(404, ErrorCode::NotFound, format("the local API has no \"{}\"", path));
    }
    if (method != route->method) return refuse(405, ErrorCode::Invalid, "only " + std::string(route->method));

    RouteRequest request;
    request.tail = percent_decode(path.substr(std::string_view(route->path).size()));
    if (question != std::string_view::npos) request.parameters = parse_query(target.substr(question + 1));
    const Result<void> checked = check_parameters(*route, request.parameters);
    if (!checked) return refuse(400, ErrorCode::Invalid, checked.error().message);

    Result<Json> body = route->handle(request, context);
    if (body) return {200, std::move(body).value()};
    return refuse(http_status(body.error().code), body.error().code, body.error().message);
}

}  // namespace farebox::control
