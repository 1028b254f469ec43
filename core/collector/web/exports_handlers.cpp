// A month as files for finance tools. Exports are of the whole company, so they need the right to
// read all spend; each one is an entry of the audit log.

#include <memory>

#include "core/collector/exports/focus_export.h"
#include "core/collector/web/audit_note.h"
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

/// A file that is being sent, with its place and the session that it is read by.
struct Sending {
    Downloads::Place place;
    Lease session;
    std::unique_ptr<FocusFile> file;
};

Result<WebResponse> handle_focus(const WebRequest& request, Services& services) {
    Downloads::Place place = services.downloads->take(services.config);
    if (!place) return Downloads::refusal(services.config);
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(focus, focus_request(*session, request, services));
    // Who takes which figures out of the house is on record before the first of them leaves.
    FAREBOX_TRY_VOID(note_audit(*session, request, services,
                                {.action = "export.focus", .object = file_name(focus)}));
    FAREBOX_TRY(file, FocusFile::begin(*session, focus));
    WebResponse response = WebResponse::download("text/csv; charset=utf-8", file_name(focus), "");
    // Shared only because a std::function is copyable; the answer is its one owner.
    const auto sending = std::make_shared<Sending>(
        Sending{std::move(place), std::move(session), std::move(file)});
    response.stream = [sending] { return sending->file->next(); };
    return response;
}

Result<WebResponse> handle_manifest(const WebRequest& request, Services& services) {
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(focus, focus_request(*session, request, services));
    FAREBOX_TRY(summary, write_focus(*session, focus, [](std::string_view) {}));
    FAREBOX_TRY(manifest, focus_manifest(*session, focus, summary));
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
