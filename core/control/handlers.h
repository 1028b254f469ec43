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
/// {"calls": [...], "last_sequence"}
Result<Json> handle_calls(const RouteRequest& request, Context& context);
/// One whole call.
Result<Json> handle_call(const RouteRequest& request, Context& context);

/// {"revision", "settings": [setting...], "problems": [...]}
Result<Json> handle_policy(const RouteRequest& request, Context& context);
/// Body {"value": ...}; answers with the setting as it is then. Conflict when it is locked.
Result<Json> handle_set_setting(const RouteRequest& request, Context& context);
Result<Json> handle_unset_setting(const RouteRequest& request, Context& context);

/// The filters among the parameters: every dimension by its name; "unattributed", "unknown" and ""
/// mean "not known".
std::vector<ledger::Filter> parse_filters(const Parameters& parameters);

}  // namespace farebox::control
