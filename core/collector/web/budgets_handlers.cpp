// Budgets from the centre, what is spent of them, and the requests to go on beyond one.
//
// Who may write which: the platform's administrators all; finance those of cost centres and of
// everybody; a lead those of their own teams; a developer warnings for themselves. The directory's
// people stand in JSON by id, or by a pseudonym for those who may not see names.

#include "core/base/format.h"
#include "core/budget/thresholds.h"
#include "core/collector/policy/override_requests.h"
#include "core/collector/policy/shares.h"
#include "core/collector/web/audit_entry.h"
#include "core/collector/web/handlers.h"
#include "core/collector/web/services.h"

#include <algorithm>

namespace farebox::collector {
namespace {

constexpr std::size_t RequestsShown = 500;

bool leads(const Principal& who, const std::string& team_id) {
    return !team_id.empty() && std::ranges::find(who.team_ids, team_id) != who.team_ids.end();
}

bool is_own(const Principal& who, const CentralBudget& item) {
    return !item.person_id.empty() && item.person_id == who.person_id;
}

bool may_see(const Principal& who, const CentralBudget& item, const Standing& standing) {
    if (who.has(Role::PlatformAdmin) || who.has(Role::Finance) || who.has(Role::Auditor)) return true;
    if (!item.person_id.empty()) return is_own(who, item);
    if (!item.team_id.empty()) return leads(who, item.team_id) || item.team_id == standing.team_id;
    return item.cost_centre_id.empty() || item.cost_centre_id == standing.cost_centre_id;
}

// "" when they may, else why not.
std::string find_objection(const Principal& who, const CentralBudget& item) {
    if (who.has(Role::PlatformAdmin)) return "";
    const bool is_companys = item.team_id.empty() && item.person_id.empty();
    if (who.has(Role::Finance) && is_companys) return "";
    if (who.has(Role::TeamLead) && leads(who, item.team_id)) return "";
    if (is_own(who, item)) {
        return item.budget.mode == BudgetMode::Warn
                   ? "" : "a budget of your own warns (\"mode\": \"warn\"); pauses are set by a lead";
    }
    return "you may set budgets of the teams you lead, of cost centres as finance, and warnings for "
           "yourself";
}

const char* state_of(const Budget& budget, std::int64_t spent) {
    if (spent >= budget::part_of(budget.limit, budget.hard_percent)) {
        return budget.mode == BudgetMode::Enforce ? "paused" : "warning";
    }
    return spent >= budget::part_of(budget.limit, budget.soft_percent) ? "warning" : "ok";
}

Result<Json> budget_json(Session& session, const CentralBudget& item, const WebRequest& request,
                         Services& services) {
    FAREBOX_TRY(spend, shared_spend(session, item.budget, services.clock.now()));
    Json object = to_json(item);
    const std::string unit = item.budget.unit == BudgetUnit::Usd ? "nano" : "tokens";
    object["spent_" + unit] = spend.spent;
    object["promised_" + unit] = spend.promised;
    object["permille"] = budget::permille_of(spend.spent, item.budget.limit);
    object["state"] = state_of(item.budget, spend.spent);
    object["devices"] = spend.devices;
    object["window_start"] = spend.window_start;
    object["window_end"] = spend.window_end;
    const bool is_hidden = !item.person_id.empty() && !is_own(request.who, item) &&
                           request.who.sees_pseudonyms();
    if (is_hidden) object["person_id"] = services.identity->pseudonyms.of(item.person_id);
    return object;
}

Result<WebResponse> get_budgets(const WebRequest& request, Services& services) {
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(items, list_central_budgets(*session));
    const std::string today = format_utc(services.clock.now()).substr(0, 10);
    FAREBOX_TRY(standing, find_standing(*session, request.who.person_id, today));
    Json list = Json::array();
    for (const CentralBudget& item : items) {
        if (!may_see(request.who, item, standing)) continue;
        FAREBOX_TRY(object, budget_json(*session, item, request, services));
        list.push_back(std::move(object));
    }
    return WebResponse::json({{"budgets", std::move(list)}});
}

// What a change would be and whom it would reach, without making it.
Result<WebResponse> tell_reach(Session& session, const CentralBudget& item,
                               const WebRequest& request, Services& services) {
    const std::string today = format_utc(services.clock.now()).substr(0, 10);
    FAREBOX_TRY(answer, budget_json(session, item, request, services));
    FAREBOX_TRY(devices, count_devices_of(session, item, today));
    answer["reaches_devices"] = devices;
    return WebResponse::json(answer);
}

Result<WebResponse> put_budget(const WebRequest& request, Services& services) {
    FAREBOX_TRY(body, parse_json(request.body));
    if (!body.is_object()) return invalid("a budget is a JSON object");
    FAREBOX_TRY(is_trial, request.is_on("dry_run"));
    body["budget_id"] = request.in_path.at("budget_id");
    FAREBOX_TRY(item, parse_central_budget(body));
    if (const std::string objection = find_objection(request.who, item); !objection.empty()) {
        return make_error(ErrorCode::Denied, objection);
    }
    item.changed_at = services.clock.now();
    item.changed_by = request.who.account;
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(before, find_central_budget(*session, item.budget.budget_id));
    if (before && before->is_active && !find_objection(request.who, *before).empty()) {
        return make_error(ErrorCode::Denied, "a budget of this id belongs to somebody else");
    }
    if (is_trial) return tell_reach(*session, item, request, services);
    AuditEntry entry = audit_entry_of(request, services, "budget.set", item.budget.budget_id);
    if (before) entry.before = farebox::to_text(to_json(*before));
    entry.after = farebox::to_text(to_json(item));
    FAREBOX_TRY(transaction, Transaction::begin(*session));
    FAREBOX_TRY_VOID(save_central_budget(*session, item));
    FAREBOX_TRY_VOID(append_audit(*session, std::move(entry)));
    FAREBOX_TRY_VOID(transaction.commit());
    services.policy_tags->forget();
    FAREBOX_TRY(answer, budget_json(*session, item, request, services));
    return WebResponse::json(answer);
}

Result<WebResponse> delete_budget(const WebRequest& request, Services& services) {
    const std::string& budget_id = request.in_path.at("budget_id");
    FAREBOX_TRY(is_trial, request.is_on("dry_run"));
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(before, find_central_budget(*session, budget_id));
    if (!before || !before->is_active) return not_found("there is no budget \"" + budget_id + "\"");
    if (const std::string objection = find_objection(request.who, *before); !objection.empty()) {
        return make_error(ErrorCode::Denied, objection);
    }
    if (is_trial) return tell_reach(*session, *before, request, services);
    AuditEntry entry = audit_entry_of(request, services, "budget.remove", budget_id);
    entry.before = farebox::to_text(to_json(*before));
    FAREBOX_TRY(transaction, Transaction::begin(*session));
    FAREBOX_TRY_VOID(remove_central_budget(*session, budget_id, request.who.account,
                                           services.clock.now()));
    FAREBOX_TRY_VOID(append_audit(*session, std::move(entry)));
    FAREBOX_TRY_VOID(transaction.commit());
    services.policy_tags->forget();
    return WebResponse::json({{"budget_id", budget_id}});
}

// --- Overrides ----------------------------------------------------------------------------------

Result<bool> may_decide(Session& session, const Principal& who, const OverrideRequest& item,
                        UtcNs now) {
    if (who.has(Role::PlatformAdmin)) return true;
    FAREBOX_TRY(standing, find_standing(session, item.person_id, format_utc(now).substr(0, 10)));
    return leads(who, standing.team_id);
}

Result<WebResponse> get_requests(const WebRequest& request, Services& services) {
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(items, list_requests(*session, RequestsShown));
    Json list = Json::array();
    for (const OverrideRequest& item : items) {
        FAREBOX_TRY(may, may_decide(*session, request.who, item, services.clock.now()));
        if (may || request.who.has(Role::Auditor)) list.push_back(to_json(item));
    }
    return WebResponse::json({{"override_requests", std::move(list)}});
}

Result<WebResponse> decide(const WebRequest& request, Services& services, bool is_approved) {
    const std::string& request_id = request.in_path.at("request_id");
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(item, find_request(*session, request_id));
    if (!item) return not_found("there is no override request \"" + request_id + "\"");
    FAREBOX_TRY(may, may_decide(*session, request.who, *item, services.clock.now()));
    if (!may) return make_error(ErrorCode::Denied, "overrides are decided by the team's lead");
    AuditEntry entry = audit_entry_of(
        request, services, is_approved ? "override.approve" : "override.deny", item->budget_id);
    entry.reason = item->reason;
    FAREBOX_TRY(transaction, Transaction::begin(*session));
    FAREBOX_TRY(decided, decide_request(*session, request_id, is_approved, request.who.account,
                                        services.clock.now()));
    entry.after = farebox::to_text(to_json(decided));
    FAREBOX_TRY_VOID(append_audit(*session, std::move(entry)));
    FAREBOX_TRY_VOID(transaction.commit());
    return WebResponse::json(to_json(decided));
}

Result<WebResponse> post_approve(const WebRequest& request, Services& services) {
    return decide(request, services, /*is_approved=*/true);
}

Result<WebResponse> post_deny(const WebRequest& request, Services& services) {
    return decide(request, services, /*is_approved=*/false);
}

}  // namespace

std::vector<WebRoute> budgets_routes() {
    return {
        {"GET", "/api/v1/budgets", Permission::ReadBudgets, "",
         "budgets from the centre with what is spent of them", get_budgets},
        {"PUT", "/api/v1/budgets/{budget_id}", Permission::WriteBudgets, "dry_run",
         "set a budget of a team, a cost centre, a person or everybody", put_budget},
        {"DELETE", "/api/v1/budgets/{budget_id}", Permission::WriteBudgets, "dry_run",
         "remove a budget", delete_budget},
        {"GET", "/api/v1/override-requests", Permission::ApproveOverrides, "",
         "who asks to go on beyond a budget", get_requests},
        {"POST", "/api/v1/override-requests/{request_id}/approve", Permission::ApproveOverrides, "",
         "let that workstation go on for the time it asked for", post_approve},
        {"POST", "/api/v1/override-requests/{request_id}/deny", Permission::ApproveOverrides, "",
         "refuse it", post_deny},
    };
}

}  // namespace farebox::collector
