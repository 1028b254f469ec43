// A month as files for finance tools. Exports are of the whole company, so they need the right to
// read all spend; each one is an entry of the audit log.

#include "core/collector/exports/focus_export.h"
#include "core/collector/web/audit_entry.h"
#include "core/collector/web/handlers.h"
#include "core/collector/web/spend_json.h"

namespace farebox::collector {
namespace {

Result<FocusRequest> focus_request(Session& session, const WebRequest& request,
                                   const Services& services) {
    FocusRequest focus;
    focus.month = request.parameter("month");
    if (focus.month.empty()) focus.month = this_month(services);
    const std::string mode = request.parameter("mode");
    const auto known = parse_focus_mode(mode.empty() ? "month" : mode);
    if (!known) return invalid("mode: \"month\" or \"corrections\"");
    focus.mode = *known;
    focus.account.company = services.config.company;
    FAREBOX_TRY(scope, scope_of_request(session, request, services));
    focus.scope = std::move(scope);
    return focus;
}

std::string file_name(const FocusRequest& focus) {
    return "focus-" + focus.month + "-" + std::string(to_text(focus.mode)) + ".csv";
}

/// Who took which figures out of the house.
Result<void> note_export(Session& session, const WebRequest& request, const Services& services,
                         const FocusRequest& focus, const FocusSummary& summary) {
    FAREBOX_TRY(transaction, Transaction::begin(session));
    AuditEntry entry = audit_entry_of(request, services, "export.focus", file_name(focus));
    entry.after = farebox::to_text(Json{{"rows", summary.rows}, {"bytes", summary.bytes}});
    FAREBOX_TRY_VOID(append_audit(session, std::move(entry)));
    return transaction.commit();
}

Result<WebResponse> handle_focus(const WebRequest& request, Services& services) {
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(focus, focus_request(*session, request, services));
    std::string csv;
    FAREBOX_TRY(summary,
                write_focus(*session, focus, [&](std::string_view text) { csv += text; }));
    FAREBOX_TRY_VOID(note_export(*session, request, services, focus, summary));
    return WebResponse::download("text/csv; charset=utf-8", file_name(focus), std::move(csv));
}

Result<WebResponse> handle_manifest(const WebRequest& request, Services& services) {
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(focus, focus_request(*session, request, services));
    std::string csv;
    FAREBOX_TRY(summary,
                write_focus(*session, focus, [&](std::string_view text) { csv += text; }));
    FAREBOX_TRY(manifest, focus_manifest(*session, focus, summary, csv));
    return WebResponse::json(manifest);
}

}  // namespace

std::vector<WebRoute> exports_routes() {
    return {
        {"GET", "/api/v1/exports/focus.csv", Permission::ReadAllSpend, "month mode",
         "a month as FOCUS 1.2 cost and usage", handle_focus},
        {"GET", "/api/v1/exports/manifest.json", Permission::ReadAllSpend, "month mode",
         "rows, sums, checksum and status of that file", handle_manifest},
    };
}

}  // namespace farebox::collector
