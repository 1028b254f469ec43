// What keeps the chargeback table from being whole.

#include "core/collector/chargeback/coverage.h"
#include "core/collector/web/handlers.h"
#include "core/collector/web/spend_json.h"

namespace farebox::collector {
namespace {

Json unattributed_json(const Coverage& coverage, bool amounts) {
    Json list = Json::array();
    for (const UnattributedReason& one : coverage.unattributed) {
        list.push_back({{"dimension", one.dimension},
                        {"reason", one.reason},
                        {"calls", one.calls},
                        {"list_cost_nano", amounts ? or_null(one.list_cost_nano.value_among(one.calls)) : Json()}});
    }
    return list;
}

Json unpriced_json(const Coverage& coverage) {
    Json list = Json::array();
    for (const UnpricedModel& one : coverage.unpriced) {
        list.push_back({{"provider", or_null(one.provider)},
                        {"model", or_null(one.model)},
                        {"calls", one.calls},
                        {"input_tokens", or_null(one.input_tokens.value())},
                        {"output_tokens", or_null(one.output_tokens.value())},
                        {"reason", one.reason}});
    }
    return list;
}

Json offline_json(const Coverage& coverage) {
    Json list = Json::array();
    for (const LateDevice& device : first_devices(coverage.offline_devices)) {
        list.push_back({{"device_id", device.device_id},
                        {"last_seen_at", or_null(device.last_received_at)},
                        {"queued", device.queued}});
    }
    return list;
}

Json clocks_json(const Coverage& coverage) {
    Json list = Json::array();
    for (const ClockProblem& one : first_devices(coverage.clock_problems)) {
        list.push_back({{"device_id", one.device_id},
                        {"offset_ms", one.offset_ms},
                        {"calls", one.calls}});
    }
    return list;
}

// Counts are for whoever runs the fleet, amounts only for those who see them anyway.
Result<WebResponse> handle_coverage(const WebRequest& request, Services& services) {
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(query, parse_spend_query(request.parameters, this_month(services)));
    FAREBOX_TRY(result, coverage(*session, month_of(query.from), month_of(query.to),
                                 services.clock.now()));
    hide_people(result.completeness, request, services);
    const bool amounts = request.who.sees() == Sight::All;
    Json discarded = Json::object();
    for (const auto& [reason, calls] : result.discarded) discarded[reason] = calls;
    return WebResponse::json(
        {{"from", month_of(query.from)},
         {"to", month_of(query.to)},
         {"total", Json{{"calls", result.calls},
                        {"list_cost_nano",
                         amounts ? or_null(result.list_cost_nano.value_among(result.calls)) : Json()}}},
         {"unattributed", unattributed_json(result, amounts)},
         {"unpriced", unpriced_json(result)},
         {"completeness", to_json(result.completeness)},
         {"offline_devices", offline_json(result)},
         {"offline_device_count", result.offline_devices.size()},
         {"clock_problems", clocks_json(result)},
         {"clock_problem_count", result.clock_problems.size()},
         {"discarded_calls", discarded}});
}

}  // namespace

std::vector<WebRoute> coverage_routes() {
    return {{"GET", "/api/v1/coverage", Permission::ReadFleet, "from to",
             "what is unattributed and why, unpriced, silent, or off its clock", handle_coverage}};
}

}  // namespace farebox::collector
