#include "core/control/routes.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/base/url.h"
#include "core/control/governor.h"
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
        case ErrorCode::Unsupported: return 501;
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

// The route of that path and method; null when the path has none, and then the answer why.
const Route* find_route(std::string_view method, std::string_view path, Answer& refusal) {
    std::string methods;
    for (const Route& route : routes()) {
        if (!fits(route, path)) continue;
        if (method == route.method) return &route;
        methods += (methods.empty() ? "" : " or ") + std::string(route.method);
    }
    refusal = methods.empty()
                  ? refuse(404, ErrorCode::NotFound, format("the local API has no \"{}\"", path))
                  : refuse(405, ErrorCode::Invalid, "only " + methods);
    return nullptr;
}

std::vector<Route> spend_routes() {
    return {
        {"GET", "status", Permission::ReadStatus, "", "the daemon, the ledger and today in one look",
         handle_status},
        {"GET", "health", Permission::ReadStatus, "", "is everything as it should be", handle_health},
        {"GET", "summary", Permission::ReadSpend, "", "all that tray, status line and top are drawn from",
         handle_summary},
        {"GET", "glance", Permission::ReadSpend, "", "the parts of the summary in a status line",
         handle_glance},
        {"GET", "trend", Permission::ReadSpend, "days", "cost and calls of each local day",
         handle_trend},
        {"GET", "spend", Permission::ReadSpend, "by since until <dimension>",
         "sums by any dimensions over local days", handle_spend},
        {"GET", "calls", Permission::ReadCalls, "since until limit after <dimension>",
         "rows, newest first; with after: oldest first, for following", handle_calls},
        {"GET", "calls/", Permission::ReadCalls, "", "one call with its evidence and price",
         handle_call},
        {"GET", "budgets", Permission::ReadPolicy, "", "every budget with what is spent of it",
         handle_budgets},
        {"PUT", "budgets/", Permission::WriteBudgets, "", "add or change one of the user's budgets",
         handle_set_budget},
        {"DELETE", "budgets/", Permission::WriteBudgets, "", "remove one of the user's budgets",
         handle_remove_budget},
        {"GET", "overrides", Permission::ReadPolicy, "", "the overrides in force", handle_overrides},
        {"POST", "overrides", Permission::Override, "", "let a paused budget go on for a while",
         handle_add_override},
        {"DELETE", "overrides/", Permission::Override, "", "end an override now",
         handle_end_override},
        {"POST", "pause", Permission::Override, "", "refuse all calls until resumed", handle_pause},
        {"DELETE", "pause", Permission::Override, "", "resume what the user paused", handle_resume},
        {"GET", "agents", Permission::ReadSpend, "", "agents seen lately and their last call",
         handle_agents},
        {"GET", "audit", Permission::ReadPolicy, "limit",
         "who overrode, paused and changed budgets, and whether the log is whole", handle_audit},
        {"GET", "events", Permission::ReadSpend, "", "server-sent events; the socket only",
         handle_events},
        {"GET", "openapi.json", Permission::ReadStatus, "", "this table as OpenAPI",
         handle_openapi},
        {"GET", "sync", Permission::ReadStatus, "",
         "what leaves this machine, where to, what waits and why", handle_sync},
        {"POST", "sync", Permission::WriteSettings, "", "send now what waits", handle_sync_now},
        {"POST", "enroll", Permission::WriteSettings, "", "enrol this machine at a collector",
         handle_enroll},
        {"DELETE", "enroll", Permission::WriteSettings, "",
         "leave the collector: nothing is sent any more, and its policy is forgotten", handle_leave},
        {"POST", "override-requests", Permission::Override, "",
         "ask the collector to go on beyond one of its budgets", handle_request_override},
        {"GET", "login", Permission::WriteSettings, "", "where people log in for the collector",
         handle_login_info},
        {"POST", "login", Permission::WriteSettings, "", "bind this machine to who logged in",
         handle_login},
    };
}

std::vector<Route> setting_routes() {
    return {
        {"GET", "policy", Permission::ReadSettings, "",
         "every setting: what counts, where it comes from, who locked it", handle_policy},
        {"PUT", "settings/", Permission::WriteSettings, "", "set one of the user's settings",
         handle_set_setting},
        {"DELETE", "settings/", Permission::WriteSettings, "", "back to what counts without the user",
         handle_unset_setting},
        {"GET", "assignments", Permission::ReadSettings, "",
         "rules that place calls whose repository nothing tells", handle_assignments},
        {"PUT", "assignments", Permission::WriteSettings, "", "add or change one of the user's rules",
         handle_set_assignment},
        {"DELETE", "assignments", Permission::WriteSettings, "folder program",
         "remove one of the user's rules", handle_remove_assignment},
    };
}

}  // namespace

std::string_view to_text(Permission permission) {
    switch (permission) {
        case Permission::ReadStatus: return "read_status";
        case Permission::ReadSpend: return "read_spend";
        case Permission::ReadCalls: return "read_calls";
        case Permission::ReadSettings: return "read_settings";
        case Permission::ReadPolicy: return "read_policy";
        case Permission::WriteSettings: return "write_settings";
        case Permission::WriteBudgets: return "write_budgets";
        case Permission::Override: return "override";
    }
    return "unknown";
}

const std::vector<Route>& routes() {
    static const std::vector<Route> all = [] {
        std::vector<Route> list = spend_routes();
        for (const Route& one : setting_routes()) list.push_back(one);
        return list;
    }();
    return all;
}

Result<ledger::Reader*> Context::reader() {
    FAREBOX_TRY(opened, ledger::Reader::open(ledger_path_));
    reader_ = std::move(opened);
    return reader_.get();
}

Result<settings::Store*> Context::settings() const {
    if (settings_ == nullptr) return unavailable("no settings here");
    return settings_;
}

Result<Governor*> Context::governor(std::string_view what) const {
    if (governor_ == nullptr) {
        return unavailable(format("{} needs the daemon, and it is not running; start fareboxd", what));
    }
    return governor_;
}

Result<sync::Syncer*> Context::syncer(std::string_view what) const {
    if (syncer_ == nullptr) {
        return unavailable(format("{} needs the daemon, and it is not running; start fareboxd", what));
    }
    return syncer_;
}

GovernanceView Context::governance() const {
    if (governor_ != nullptr) return governor_->view();
    const settings::Settings values =
        settings_ == nullptr ? settings::Settings{} : settings_->current()->settings;
    return read_governance(values, ledger_path_, clock_);
}

std::vector<std::string> Context::governance_problems() const {
    return governor_ == nullptr ? std::vector<std::string>{} : governor_->problems();
}

Answer answer(std::string_view method, std::string_view target, Context& context,
              std::string_view body) {
    const auto question = target.find('?');
    std::string_view path = target.substr(0, question);
    if (!path.starts_with(ApiPrefix)) return refuse(404, ErrorCode::NotFound, "no such address");
    path.remove_prefix(ApiPrefix.size());
    Answer refusal;
    const Route* route = find_route(method, path, refusal);
    if (route == nullptr) return refusal;
    if (!context.is_granted(route->permission)) {
        return refuse(403, ErrorCode::Denied,
                      format("{} needs the permission {}", route->path, to_text(route->permission)));
    }

    RouteRequest request;
    request.tail = percent_decode(path.substr(std::string_view(route->path).size()));
    if (question != std::string_view::npos) request.parameters = parse_query(target.substr(question + 1));
    const Result<void> checked = check_parameters(*route, request.parameters);
    if (!checked) return refuse(400, ErrorCode::Invalid, checked.error().message);
    if (!body.empty()) {
        Result<Json> parsed = parse_json(body);
        if (!parsed) return refuse(400, ErrorCode::Invalid, "the body: " + parsed.error().message);
        request.body = *std::move(parsed);
    }

    Result<Json> found = route->handle(request, context);
    if (found) return {200, std::move(found).value()};
    return refuse(http_status(found.error().code), found.error().code, found.error().message);
}

}  // namespace farebox::control
