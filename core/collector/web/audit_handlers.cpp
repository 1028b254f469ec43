// The audit log as read through the front door; who sees which entries is audit_sight.h.

#include "core/base/strings.h"
#include "core/collector/exports/csv.h"
#include "core/collector/web/audit_entry.h"
#include "core/collector/web/audit_sight.h"
#include "core/collector/web/handlers.h"

namespace farebox::collector {
namespace {

constexpr std::int64_t CsvPage = 5'000;
constexpr const char* CsvColumns[] = {"sequence", "at",    "actor",  "role", "action",        "object",
                                      "before",   "after", "reason", "ip",   "previous_hash", "hash"};

Result<std::int64_t> number_of(const WebRequest& request, const char* name, std::int64_t otherwise) {
    const std::string text = request.parameter(name);
    if (text.empty()) return otherwise;
    if (const auto number = parse_int(text)) return *number;
    return invalid(std::string(name) + " must be a whole number");
}

Result<UtcNs> time_of(const WebRequest& request, const char* name) {
    const std::string text = request.parameter(name);
    if (text.empty()) return UtcNs{0};
    return parse_utc(text).with_context(name);
}

Result<AuditQuery> query_of(Session& session, const WebRequest& request, const Services& services) {
    FAREBOX_TRY(since, time_of(request, "since"));
    FAREBOX_TRY(until, time_of(request, "until"));
    FAREBOX_TRY(before, number_of(request, "before", 0));
    FAREBOX_TRY(limit, number_of(request, "limit", 100));
    FAREBOX_TRY(sight, audit_sight_of(session, request.who, services.clock.now()));
    return AuditQuery{.actor = request.parameter("actor"),
                      .action = request.parameter("action"),
                      .object = request.parameter("object"),
                      .since = since,
                      .until = until,
                      .before_sequence = before,
                      .limit = limit,
                      .sight = std::move(sight)};
}

Result<WebResponse> handle_audit(const WebRequest& request, Services& services) {
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(query, query_of(*session, request, services));
    FAREBOX_TRY(entries, read_audit(*session, query));
    Json rows = Json::array();
    for (const AuditEntry& entry : entries) rows.push_back(to_json(entry));
    const bool is_more = std::int64_t(entries.size()) == query.limit;
    return WebResponse::json({{"rows", std::move(rows)},
                              {"next", is_more ? Json(entries.back().sequence) : Json()}});
}

std::string line_of(const AuditEntry& entry) {
    CsvLine line;
    line.add(std::to_string(entry.sequence)).add(format_utc(entry.at));
    for (const std::string* text : {&entry.actor, &entry.role, &entry.action, &entry.object, &entry.before,
                                    &entry.after, &entry.reason, &entry.ip, &entry.previous_hash, &entry.hash}) {
        line.add_for_people(*text);
    }
    return line.take();
}

// Page by page, each with a session of its own: a slow reader holds no connection to the database.
Result<WebResponse> handle_audit_csv(const WebRequest& request, Services& services) {
    FAREBOX_TRY(asking, services.database.session());
    FAREBOX_TRY(query, query_of(*asking, request, services));
    query.limit = CsvPage;
    WebResponse response = WebResponse::download("text/csv; charset=utf-8", "audit.csv", "");
    CsvLine head;
    for (const char* column : CsvColumns) head.add(column);
    response.stream = [query, &services, pending = head.take(), is_over = false]() mutable -> Result<std::string> {
        std::string piece = std::move(pending);
        pending.clear();
        if (is_over || !piece.empty()) return piece;
        FAREBOX_TRY(session, services.database.session());
        FAREBOX_TRY(entries, read_audit(*session, query));
        is_over = std::int64_t(entries.size()) < query.limit;
        for (const AuditEntry& entry : entries) piece += line_of(entry);
        if (!entries.empty()) query.before_sequence = entries.back().sequence;
        return piece;
    };
    return response;
}

Result<WebResponse> handle_audit_verify(const WebRequest& request, Services& services) {
    FAREBOX_TRY(sequence, number_of(request, "sequence", 0));
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(transaction, Transaction::begin(*session, Purpose::Reading));
    FAREBOX_TRY(verdict, sequence == 0 ? verify_audit(*session)
                                       : verify_audit(*session, sequence, request.parameter("hash")));
    return WebResponse::json({{"is_whole", verdict.is_whole},
                              {"problem", verdict.problem},
                              {"count", verdict.count},
                              {"newest_hash", verdict.newest_hash}});
}

}  // namespace

AuditEntry audit_entry_of(const WebRequest& request, const Services& services, std::string action,
                          std::string object) {
    std::vector<std::string> roles;
    for (const Role role : request.who.roles) roles.emplace_back(to_text(role));
    std::string actor = request.who.account;
    if (actor.empty() && !request.who.device_id.empty()) actor = "device " + request.who.device_id;
    if (request.who.kind == Principal::Kind::Provisioner) actor = "identity provider";
    return {.at = services.clock.now(),
            .actor = std::move(actor),
            .role = join(roles, ","),
            .action = std::move(action),
            .object = std::move(object),
            .ip = request.remote_address};
}

std::vector<WebRoute> audit_routes() {
    return {
        {"GET", "/api/v1/audit", Permission::ReadAudit, "actor action object since until before limit",
         "who did what, newest first; `before` is the next page's start", handle_audit},
        {"GET", "/api/v1/audit.csv", Permission::ReadAudit, "actor action object since until before",
         "the same as CSV, all of it", handle_audit_csv},
        {"GET", "/api/v1/audit/verify", Permission::ReadAudit, "sequence hash",
         "whether the chain is whole, and still holds an entry noted earlier", handle_audit_verify},
    };
}

}  // namespace farebox::collector
