#pragma once
// The handlers of the route table; one file per noun.

#include "core/control/routes.h"

namespace farebox::control {

/// {"version", "daemon": live status or null, "ledger_file": {...}, "today": totals}
Result<Json> handle_status(const RouteRequest& request, Context& context);
/// {"ok", "problems": [...]}
Result<Json> handle_health(const RouteRequest& request, Context& context);
/// {"since", "until", "by", "rows": [...], "total": totals, "billing_modes"}
Result<Json> handle_spend(const RouteRequest& request, Context& context);
/// api::Summary, with the ledger's totals in full and `ledger` in `health`.
Result<Json> handle_summary(const RouteRequest& request, Context& context);
/// {"now", "today": totals, "budgets", "live", "paused"}: the parts of the summary in a status line.
Result<Json> handle_glance(const RouteRequest& request, Context& context);
/// {"days": [api::TrendDay...]}
Result<Json> handle_trend(const RouteRequest& request, Context& context);
/// {"agents": [api::AgentView...]}
Result<Json> handle_agents(const RouteRequest& request, Context& context);

/// {"budgets": [api::BudgetState...]}
Result<Json> handle_budgets(const RouteRequest& request, Context& context);
/// Body as people write a budget; answers with its state.
Result<Json> handle_set_budget(const RouteRequest& request, Context& context);
Result<Json> handle_remove_budget(const RouteRequest& request, Context& context);
/// {"overrides": [...]}
Result<Json> handle_overrides(const RouteRequest& request, Context& context);
/// Body {"budget_id" ("" = all), "minutes", "reason"}; {"override_id", "expires_at", ...}
Result<Json> handle_add_override(const RouteRequest& request, Context& context);
Result<Json> handle_end_override(const RouteRequest& request, Context& context);
/// Body {"reason"} or none; {"paused": true}
Result<Json> handle_pause(const RouteRequest& request, Context& context);
Result<Json> handle_resume(const RouteRequest& request, Context& context);
/// {"entries": [newest first], "verified", "problem"}
Result<Json> handle_audit(const RouteRequest& request, Context& context);
/// Unsupported: who can keep an answer open (Service) serves it itself.
Result<Json> handle_events(const RouteRequest& request, Context& context);
Result<Json> handle_openapi(const RouteRequest& request, Context& context);

/// {"calls": [...], "last_sequence"}
Result<Json> handle_calls(const RouteRequest& request, Context& context);
/// One whole call.
Result<Json> handle_call(const RouteRequest& request, Context& context);

/// {"state", "collector", "is_enrolled", "pending", "problem", "collected", "dead_letters", ...}
Result<Json> handle_sync(const RouteRequest& request, Context& context);
/// Answers at once; `passes` of `GET sync` grows when it was done.
Result<Json> handle_sync_now(const RouteRequest& request, Context& context);
/// Body {"url", "token"}; sets collector.url where the user may. Answers like `GET sync`.
Result<Json> handle_enroll(const RouteRequest& request, Context& context);
/// Leaves the collector; answers like `GET sync`. Conflict where the address is locked.
Result<Json> handle_leave(const RouteRequest& request, Context& context);
/// Body {"budget_id", "reason", "minutes"}; the request as the collector keeps it.
Result<Json> handle_request_override(const RouteRequest& request, Context& context);
/// {"issuer", "client_id", ...} as the collector tells them.
Result<Json> handle_login_info(const RouteRequest& request, Context& context);
/// Body {"id_token", "nonce"}; the collector's answer.
Result<Json> handle_login(const RouteRequest& request, Context& context);

/// {"revision", "settings": [setting...], "problems": [...]}
Result<Json> handle_policy(const RouteRequest& request, Context& context);
/// Body {"value": ...}; answers with the setting as it is then. Conflict when it is locked.
Result<Json> handle_set_setting(const RouteRequest& request, Context& context);
Result<Json> handle_unset_setting(const RouteRequest& request, Context& context);

/// {"assignments": [{"folder" or "program", "repo", "source", "is_locked"}...]}
Result<Json> handle_assignments(const RouteRequest& request, Context& context);
/// Body {"folder" or "program", "repo"}; answers with the rule. Conflict when it is locked.
Result<Json> handle_set_assignment(const RouteRequest& request, Context& context);
/// Parameter folder or program.
Result<Json> handle_remove_assignment(const RouteRequest& request, Context& context);

/// The filters among the parameters: every dimension by its name; "unattributed", "unknown" and ""
/// mean "not known".
std::vector<ledger::Filter> parse_filters(const Parameters& parameters);

}  // namespace farebox::control
