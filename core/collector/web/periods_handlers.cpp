// Accounting months: what state they are in, and the two steps that finance signs.

#include "core/collector/web/audit_entry.h"
#include "core/collector/web/handlers.h"
#include "core/collector/web/json_body.h"
#include "core/collector/web/spend_json.h"

namespace farebox::collector {
namespace {

Json shown(Period period, const WebRequest& request, const Services& services) {
    hide_people(period.completeness, request, services);
    return to_json(period);
}

Result<WebResponse> handle_periods(const WebRequest& request, Services& services) {
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(periods, list_periods(*session, services.clock.now()));
    Json list = Json::array();
    for (const Period& period : periods) list.push_back(shown(period, request, services));
    return WebResponse::json({{"periods", list}});
}

/// `action` goes to the audit log in the transaction of the step.
Result<SignOff> sign_off_of(const WebRequest& request, const Services& services,
                            const char* action) {
    SignOff sign_off;
    sign_off.month = request.in_path.at("month");
    sign_off.by = request.who.account;
    sign_off.now = services.clock.now();
    FAREBOX_TRY(body, json_body(request, {"note"}));
    sign_off.note = find_string(body, "note").value_or("");
    AuditEntry entry = audit_entry_of(request, services, action, sign_off.month);
    entry.reason = sign_off.note;
    sign_off.record = [entry](Session& session, const Period& period) -> Result<void> {
        AuditEntry with_figures = entry;
        with_figures.after = farebox::to_text(
            Json{{"state", to_text(period.state)},
                 {"calls", period.totals.calls},
                 {"list_cost_nano", period.totals.list_cost_nano.total},
                 {"devices_complete", period.completeness.devices_complete},
                 {"devices_known", period.completeness.devices_known}});
        FAREBOX_TRY_VOID(append_audit(session, std::move(with_figures)));
        return {};
    };
    return sign_off;
}

Result<WebResponse> handle_provisional(const WebRequest& request, Services& services) {
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(sign_off, sign_off_of(request, services, "period.provisional"));
    FAREBOX_TRY(period, mark_provisional(*session, sign_off));
    return WebResponse::json(shown(period, request, services));
}

Result<WebResponse> handle_close(const WebRequest& request, Services& services) {
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(sign_off, sign_off_of(request, services, "period.close"));
    FAREBOX_TRY(period, close_period(*session, sign_off));
    return WebResponse::json(shown(period, request, services));
}

}  // namespace

std::vector<WebRoute> periods_routes() {
    return {
        {"GET", "/api/v1/periods", Permission::ReadAllSpend, "",
         "accounting months with their state, completeness and totals", handle_periods},
        {"POST", "/api/v1/periods/{month}/provisional", Permission::ClosePeriods, "",
         "announces a month's figures {note}", handle_provisional},
        {"POST", "/api/v1/periods/{month}/close", Permission::ClosePeriods, "",
         "closes a month for good {note}; signed by who asks", handle_close},
    };
}

}  // namespace farebox::collector
