// What happened over days and by whom: the trend and the agents.

#include <map>

#include "core/api/views.h"
#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/control/days.h"
#include "core/control/handlers.h"

namespace farebox::control {
namespace {

constexpr std::int64_t DefaultDays = 30;
constexpr std::int64_t MostDays = 400;
/// Agents silent for longer are not listed.
constexpr std::int64_t AgentDays = 90;

Result<std::int64_t> parse_day_count(const Parameters& parameters) {
    const std::string text = find_parameter(parameters, "days");
    if (text.empty()) return DefaultDays;
    const auto count = parse_int(text);
    if (!count || *count < 1 || *count > MostDays) {
        return invalid(format("days is a number from 1 to {}, not \"{}\"", MostDays, text));
    }
    return *count;
}

// How calls of an agent reach us, in words.
std::string coverage_of(const Call& call) {
    switch (call.channel) {
        case Channel::BaseUrl:
        case Channel::Proxy:
        case Channel::Intercept: return "carried";
        case Channel::Hook:
        case Channel::Otlp:
        case Channel::Import: return "reported";
    }
    return "";
}

api::AgentView view_of(const std::string& agent, const Call& last, std::int64_t calls_today) {
    return {agent,       last.agent_version,
            last.started_at, calls_today,
            std::string(to_text(last.channel)), coverage_of(last)};
}

}  // namespace

Result<Json> handle_trend(const RouteRequest& request, Context& context) {
    FAREBOX_TRY(count, parse_day_count(request.parameters));
    const UtcNs now = context.now();
    const int offset = utc_offset_min(now);
    const std::string first = format_day(now - (count - 1) * NsPerDay, offset);
    FAREBOX_TRY(reader, context.reader());
    FAREBOX_TRY(rows, reader->spend({first, format_day(now, offset), {"day"}, {}}));
    FAREBOX_TRY(facts, reader->facts());
    std::map<std::string, ledger::Totals> by_day;
    for (const auto& row : rows) by_day[row.keys.front()] = row.totals;

    Json days = Json::array();
    for (std::int64_t back = count - 1; back >= 0; --back) {
        api::TrendDay day{format_day(now - back * NsPerDay, offset), std::nullopt, 0, 0};
        const auto found = by_day.find(day.day);
        if (found != by_day.end()) {
            day.cost_nano = found->second.cost_nano.value();
            day.calls = found->second.calls;
            day.unpriced_calls = found->second.unpriced_calls;
        } else if (!facts.first_day.empty() && day.day >= facts.first_day) {
            day.cost_nano = 0;  // nobody called; before the first call of all nobody counted
        }
        days.push_back(api::to_json(day));
    }
    return Json{{"days", std::move(days)}};
}

Result<Json> handle_agents(const RouteRequest&, Context& context) {
    const UtcNs now = context.now();
    const int offset = utc_offset_min(now);
    const std::string today = format_day(now, offset);
    auto reader = context.reader();
    if (!reader && reader.error().code == ErrorCode::NotFound) {
        return Json{{"agents", Json::array()}};
    }
    if (!reader) return reader.error();
    FAREBOX_TRY(seen, (*reader)->spend({format_day(now - AgentDays * NsPerDay, offset), "", {"agent"}, {}}));
    FAREBOX_TRY(rows_today, (*reader)->spend({today, today, {"agent"}, {}}));
    std::map<std::string, std::int64_t> calls_today;
    for (const auto& row : rows_today) calls_today[row.keys.front()] = row.totals.calls;

    Json agents = Json::array();
    for (const auto& row : seen) {
        const std::string& agent = row.keys.front();
        FAREBOX_TRY(last, (*reader)->calls({.filters = {{"agent", agent}}, .limit = 1}));
        if (last.empty()) continue;
        agents.push_back(api::to_json(view_of(agent, last.front().call, calls_today[agent])));
    }
    return Json{{"agents", std::move(agents)}};
}

}  // namespace farebox::control
