#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/control/days.h"
#include "core/control/handlers.h"
#include "core/model/call_fields.h"

namespace farebox::control {
namespace {

constexpr std::int64_t DefaultLimit = 50;
constexpr std::int64_t LargestLimit = 100'000;

Result<std::int64_t> parse_number(const Parameters& parameters, const std::string& name,
                                  std::int64_t fallback, std::int64_t largest) {
    const std::string text = find_parameter(parameters, name);
    if (text.empty()) return fallback;
    const auto number = parse_int(text);
    if (!number || *number < 0 || *number > largest) {
        return invalid(format("{} is a number from 0 to {}, not \"{}\"", name, largest, text));
    }
    return *number;
}

Result<ledger::CallQuery> parse_call_query(const Parameters& parameters, UtcNs now) {
    ledger::CallQuery query;
    std::string since = find_parameter(parameters, "since");
    const std::string until = find_parameter(parameters, "until");
    // The latest calls are wanted whatever the day.
    if (since.empty() && until.empty()) since = "all";
    FAREBOX_TRY(days, parse_days(since, until, now, utc_offset_min(now)));
    FAREBOX_TRY(limit, parse_number(parameters, "limit", DefaultLimit, LargestLimit));
    FAREBOX_TRY(after, parse_number(parameters, "after", 0, INT64_MAX));
    query.since = days.since;
    query.until = days.until;
    query.limit = static_cast<std::size_t>(limit);
    query.after = after;
    query.filters = parse_filters(parameters);
    if (!find_parameter(parameters, "after").empty()) query.order = ledger::Order::OldestFirst;
    return query;
}

}  // namespace

Result<Json> handle_calls(const RouteRequest& request, Context& context) {
    FAREBOX_TRY(query, parse_call_query(request.parameters, context.now()));
    FAREBOX_TRY(reader, context.reader());
    FAREBOX_TRY(found, reader->calls(query));
    std::int64_t last = query.after;
    Json list = Json::array();
    for (const auto& stored : found) {
        last = std::max(last, stored.sequence);
        list.push_back(farebox::to_json(stored.call));
    }
    return Json{{"calls", std::move(list)}, {"last_sequence", last}};
}

Result<Json> handle_call(const RouteRequest& request, Context& context) {
    FAREBOX_TRY(reader, context.reader());
    FAREBOX_TRY(call, reader->find_call(request.tail));
    if (!call) return not_found(format("no call \"{}\" in {}", request.tail, context.ledger_path()));
    return farebox::to_json(*call);
}

}  // namespace farebox::control
