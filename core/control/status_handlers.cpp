#include "core/control/handlers.h"

#include "core/base/format.h"
#include "core/base/version.h"
#include "core/control/days.h"
#include "core/control/json_forms.h"
#include "core/control/numbers.h"
#include "core/control/sync_view.h"

namespace farebox::control {
namespace {

Json file_facts(Context& context, ledger::Reader& reader) {
    Json object = {{"path", context.ledger_path()}};
    const auto facts = reader.facts();
    if (!facts) return object;
    object["version"] = facts->version;
    object["calls"] = facts->calls;
    object["first_day"] = facts->first_day.empty() ? Json() : Json(facts->first_day);
    object["last_day"] = facts->last_day.empty() ? Json() : Json(facts->last_day);
    return object;
}

void collect_problems(const Json& daemon, Json& problems) {
    if (const Json* list = find_member(daemon, "problems"); list != nullptr && list->is_array()) {
        for (const auto& problem : *list) problems.push_back(problem);
    }
    const Json* ledger = find_member(daemon, "ledger");
    if (ledger == nullptr) return;
    if (const auto problem = find_string(*ledger, "problem")) problems.push_back(*problem);
    const auto lost = rows_lost(daemon);
    if (lost > 0) problems.push_back(format("{} rows were lost since the daemon started", lost));
}

}  // namespace

Result<Json> handle_status(const RouteRequest&, Context& context) {
    Json status = {{"version", std::string(Version)},
                   {"daemon", context.live_status()},
                   {"ledger_file", {{"path", context.ledger_path()}}},
                   {"today", nullptr}};
    const SyncView sync = read_sync(context);
    status["sync"] = {{"state", std::string(to_text(sync.state))},
                      {"collector", sync.live.url},
                      {"pending", sync.ledger.waiting},
                      {"last_success_at",
                       sync.ledger.last_success_at ? Json(*sync.ledger.last_success_at) : Json()},
                      {"refused", sync.ledger.dead_letters},
                      {"problem", sync.problem},
                      {"policy_version", sync.live.report.policy_version},
                      {"policy_problem", sync.live.report.policy_problem}};
    const auto reader = context.reader();
    if (!reader) {
        // Before the first call there is no file; that is no failure.
        if (reader.error().code == ErrorCode::NotFound) return status;
        status["ledger_file"]["problem"] = reader.error().message;
        return status;
    }
    status["ledger_file"] = file_facts(context, **reader);
    const std::string today = format_day(context.now(), utc_offset_min(context.now()));
    const auto rows = (*reader)->spend({.since = today, .until = today});
    if (!rows) return rows.error();
    status["today"] = to_json(rows->empty() ? ledger::Totals{} : rows->front().totals);
    return status;
}

Result<Json> handle_health(const RouteRequest&, Context& context) {
    Json problems = Json::array();
    const Json daemon = context.live_status();
    if (daemon.is_null()) problems.push_back("the daemon is not running");
    collect_problems(daemon, problems);
    for (const std::string& problem : context.governance_problems()) problems.push_back(problem);
    const SyncView view = read_sync(context);
    const std::string sync = sync_health_problem(view, context.now());
    if (!sync.empty()) problems.push_back(sync);
    if (!view.live.report.policy_problem.empty()) problems.push_back(view.live.report.policy_problem);
    const auto reader = context.reader();
    if (!reader && reader.error().code != ErrorCode::NotFound) problems.push_back(reader.error().message);
    return Json{{"ok", problems.empty()}, {"problems", problems}};
}

}  // namespace farebox::control
