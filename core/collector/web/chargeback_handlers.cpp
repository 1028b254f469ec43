// The chargeback table, its trend, and the way down to calls. Each answer is narrowed to what the
// person may see (core/collector/chargeback/scope.h).

#include <utility>

#include "core/collector/chargeback/call_pages.h"
#include "core/collector/chargeback/completeness.h"
#include "core/collector/chargeback/trend.h"
#include "core/collector/exports/spend_csv.h"
#include "core/collector/web/handlers.h"
#include "core/collector/web/spend_json.h"

namespace farebox::collector {
namespace {

constexpr const char* SpendParameters =
    "from to group_by measure sort limit offset month day cost_centre business_unit team developer "
    "agent repo branch model provider billing_mode";
constexpr const char* CallParameters =
    "from to limit cursor month day cost_centre business_unit team developer agent repo branch "
    "model provider billing_mode";

Result<SpendTable> table_of(Session& session, const WebRequest& request, Services& services) {
    FAREBOX_TRY(query, parse_spend_query(request.parameters, this_month(services)));
    FAREBOX_TRY(scope, scope_of_request(session, request, services));
    // "contracted": the dearest rows by that measure come first.
    const std::string measure = request.parameter("measure");
    if (query.sort.empty() && (measure == "contracted" || measure == "billed")) {
        query.sort = "-" + measure + "_cost_nano";
    }
    return spend(session, query, scope);
}

Result<WebResponse> handle_spend(const WebRequest& request, Services& services) {
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(table, table_of(*session, request, services));
    Json answer = to_json(table);
    FAREBOX_TRY(complete, completeness(*session, month_of(table.query.from),
                                       month_of(table.query.to)));
    // Which devices are late is fleet's to show; here it matters how many.
    answer["completeness"] = Json{{"devices_known", complete.devices_known},
                                  {"devices_complete", complete.devices_complete},
                                  {"late_devices", Json::array()},
                                  {"late_device_count", complete.late_devices.size()}};
    return WebResponse::json(answer);
}

Result<WebResponse> handle_spend_csv(const WebRequest& request, Services& services) {
    const Downloads::Place place = services.downloads->take(services.config);
    if (!place) return Downloads::refusal(services.config);
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(table, table_of(*session, request, services));
    WebResponse response = WebResponse::download(
        "text/csv; charset=utf-8", "spend-" + table.query.from + "-" + table.query.to + ".csv", "");
    // As a stream of one piece, so that the place is held until its reader has it.
    response.stream = [place, text = spend_csv(table)]() mutable {
        return Result<std::string>(std::exchange(text, std::string()));
    };
    return response;
}

Result<WebResponse> handle_trend(const WebRequest& request, Services& services) {
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(query, parse_spend_query(request.parameters, this_month(services)));
    FAREBOX_TRY(scope, scope_of_request(*session, request, services));
    FAREBOX_TRY(result, trend(*session, query, scope, services.clock.now()));
    Json days = Json::array();
    for (const SpendRow& row : result.rows) days.push_back(to_json(row, result.group_by));
    const Forecast& forecast = result.forecast;
    const auto or_null = [](const std::optional<std::int64_t>& nano) {
        return nano ? Json(*nano) : Json();
    };
    return WebResponse::json({{"days", days},
                              {"forecast",
                               Json{{"month", forecast.month},
                                    {"month_end_nano", or_null(forecast.month_end_nano)},
                                    {"low_nano", or_null(forecast.low_nano)},
                                    {"high_nano", or_null(forecast.high_nano)},
                                    {"reason", forecast.reason}}}});
}

Json call_json(const StoredCall& stored, std::int64_t sign) {
    Json object = farebox::to_json(stored.call);
    object["day"] = stored.day;
    object["posted_month"] = stored.posted_month;
    object["received_at"] = stored.received_at;
    object["calls"] = stored.calls;
    object["flags"] = stored.flags.empty() ? Json() : Json(stored.flags);
    object["sign"] = sign;
    return object;
}

Result<WebResponse> handle_calls(const WebRequest& request, Services& services) {
    FAREBOX_TRY(session, services.database.session());
    std::map<std::string, std::string> parameters = request.parameters;
    parameters.try_emplace("limit", "100");
    FAREBOX_TRY(query, parse_spend_query(parameters, this_month(services)));
    FAREBOX_TRY(scope, scope_of_request(*session, request, services));
    CallStore store(services.database);
    FAREBOX_TRY(page, visible_calls(*session, store, query, request.parameter("cursor"), scope));
    Json rows = Json::array();
    for (const VisibleCall& row : page.rows) rows.push_back(call_json(row.stored, row.sign));
    // Whoever finds fewer calls than a sum counts may have asked for a time before this month.
    FAREBOX_TRY(raw_from, raw_calls_begin(*session));
    return WebResponse::json({{"rows", rows},
                              {"next", page.next.empty() ? Json() : Json(page.next)},
                              {"raw_from", raw_from.empty() ? Json() : Json(raw_from)}});
}

Result<WebResponse> handle_call(const WebRequest& request, Services& services) {
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(scope, scope_of_request(*session, request, services));
    CallStore store(services.database);
    const std::string& call_id = request.in_path.at("call_id");
    FAREBOX_TRY(found, visible_call(*session, store, call_id, scope));
    if (!found) return not_found("there is no call " + call_id + " that you may see");
    return WebResponse::json(call_json(*found, 1));
}

}  // namespace

std::vector<WebRoute> chargeback_routes() {
    return {
        {"GET", "/api/v1/spend", Permission::ReadSpend, SpendParameters,
         "who spent what: grouped, filtered, with the unattributed and the total", handle_spend},
        {"GET", "/api/v1/spend.csv", Permission::ReadSpend, SpendParameters,
         "the same as CSV", handle_spend_csv},
        {"GET", "/api/v1/trend", Permission::ReadSpend, SpendParameters,
         "spend by day, and where the month is heading", handle_trend},
        {"GET", "/api/v1/calls", Permission::ReadCalls, CallParameters,
         "the calls behind a sum, newest first", handle_calls},
        {"GET", "/api/v1/calls/{call_id}", Permission::ReadCalls, "", "one call with its bill",
         handle_call},
    };
}

}  // namespace farebox::collector
