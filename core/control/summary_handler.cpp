// `GET summary`: three questions to the daily sums, and what the governor knows.

#include <algorithm>
#include <map>

#include "core/base/strings.h"
#include "core/base/version.h"
#include "core/control/days.h"
#include "core/control/forecast.h"
#include "core/control/handlers.h"
#include "core/control/json_forms.h"
#include "core/control/sync_view.h"

namespace farebox::control {
namespace {

// Of a ranking; the row of what could not be attributed is always among them.
constexpr std::size_t MaxTopRows = 20;
constexpr std::int64_t FullDays = 14;

struct Sums {
    ledger::Totals today;
    ledger::Totals month;
    api::Top top;
    std::int64_t unattributed_calls = 0;
    std::map<std::string, std::int64_t> month_modes;  ///< calls by billing_mode
    SpentDays days;
};

using Groups = std::map<std::pair<std::string, std::string>, ledger::Totals>;

std::vector<api::TopRow> rank(const Groups& groups) {
    std::vector<api::TopRow> rows;
    for (const auto& [key, totals] : groups) {
        rows.push_back({key.first, key.second, totals.cost_nano.value(), totals.calls,
                        totals.unpriced_calls});
    }
    // Unknown cost last, then by calls.
    std::ranges::stable_sort(rows, [](const api::TopRow& a, const api::TopRow& b) {
        const auto rank_of = [](const api::TopRow& row) {
            return std::pair(row.cost_nano.value_or(-1), row.calls);
        };
        return rank_of(a) > rank_of(b);
    });
    if (rows.size() <= MaxTopRows) return rows;
    const auto unattributed = std::ranges::find(rows, std::string(), &api::TopRow::key);
    if (unattributed >= rows.begin() + MaxTopRows && unattributed != rows.end()) {
        std::swap(rows[MaxTopRows - 1], *unattributed);
    }
    rows.resize(MaxTopRows);
    return rows;
}

Result<void> sum_today(ledger::Reader& reader, const std::string& today, Sums& sums) {
    FAREBOX_TRY(rows, reader.spend({today, today, {"agent", "repo", "branch"}, {}}));
    Groups repos;
    Groups branches;
    Groups agents;
    for (const auto& row : rows) {
        const auto& [agent, repo, branch] = std::tie(row.keys[0], row.keys[1], row.keys[2]);
        sums.today += row.totals;
        agents[{"", agent == "unknown" ? "" : agent}] += row.totals;
        repos[{"", repo}] += row.totals;
        branches[{repo, branch}] += row.totals;
        if (repo.empty()) sums.unattributed_calls += row.totals.calls;
    }
    sums.top = {rank(repos), rank(branches), rank(agents)};
    return {};
}

Result<void> sum_month(ledger::Reader& reader, const DayRange& month, Sums& sums) {
    FAREBOX_TRY(rows, reader.spend({month.since, month.until, {"billing_mode"}, {}}));
    for (const auto& row : rows) {
        sums.month += row.totals;
        sums.month_modes[row.keys.front()] += row.totals.calls;
    }
    return {};
}

// From the first day with calls on; a day between that has no row cost nothing.
Result<void> sum_full_days(ledger::Reader& reader, Context& context, Sums& sums) {
    const UtcNs now = context.now();
    const int offset = utc_offset_min(now);
    const std::string first = format_day(now - FullDays * NsPerDay, offset);
    const std::string last = format_day(now - NsPerDay, offset);
    FAREBOX_TRY(rows, reader.spend({first, last, {"day"}, {}}));
    std::map<std::string, ledger::Totals> by_day;
    for (const auto& row : rows) by_day[row.keys.front()] = row.totals;
    for (std::int64_t back = FullDays; back >= 1 && !by_day.empty(); --back) {
        const std::string day = format_day(now - back * NsPerDay, offset);
        const auto found = by_day.find(day);
        if (found != by_day.end()) sums.days.full_days.push_back(found->second.cost_nano.value());
        else if (day > by_day.begin()->first) sums.days.full_days.emplace_back(0);
    }
    return {};
}

Result<Sums> read_sums(Context& context) {
    Sums sums;
    const UtcNs now = context.now();
    const int offset = utc_offset_min(now);
    auto reader = context.reader();
    // Before the first call there is no file, and nothing was spent.
    if (!reader && reader.error().code == ErrorCode::NotFound) return sums;
    if (!reader) return reader.error();
    const std::string today = format_day(now, offset);
    FAREBOX_TRY(month, parse_days("this-month", "this-month", now, offset));
    FAREBOX_TRY_VOID(sum_today(**reader, today, sums));
    FAREBOX_TRY_VOID(sum_month(**reader, month, sums));
    FAREBOX_TRY_VOID(sum_full_days(**reader, context, sums));
    sums.days.today = sums.today.cost_nano.value();
    sums.days.month = sums.month.cost_nano.value();
    sums.days.days_left = parse_int(month.until.substr(8)).value_or(0) -
                          parse_int(today.substr(8)).value_or(0);
    return sums;
}

// What the amounts mean: are they on an invoice, or what a plan's calls would cost?
std::string basis_note(const std::map<std::string, std::int64_t>& modes) {
    bool is_billed = false;
    bool is_plan = false;
    for (const auto& [mode, calls] : modes) {
        if (mode == "subscription") is_plan = true;
        else if (mode != "local") is_billed = true;
    }
    if (is_plan) return is_billed ? "mixed" : "api_equivalent";
    return "billed";
}

api::Health make_health(const Json& health, const Json& daemon, UtcNs now) {
    api::Health shown;
    shown.ok = find_bool(health, "ok").value_or(false);
    if (const Json* problems = find_member(health, "problems")) {
        for (const Json& one : *problems) shown.problems.push_back(one.get<std::string>());
    }
    shown.port = find_int(daemon, "port").value_or(0);
    const std::int64_t started_at = find_int(daemon, "started_at").value_or(now);
    shown.uptime_s = std::max<std::int64_t>(0, (now - started_at) / NsPerSecond);
    shown.recorder_waiting = find_int(daemon, "recorder_waiting").value_or(0);
    return shown;
}

std::optional<api::ManagedBy> managed_by(Context& context) {
    const auto store = context.settings();
    if (!store) return std::nullopt;
    const settings::ManagedBy found = (*store)->current()->settings.managed_by;
    if (found.name.empty()) return std::nullopt;
    return api::ManagedBy{found.name, found.caption, found.url};
}

}  // namespace

// A prompt asks this each time it is drawn: one sum, and no ranking.
Result<Json> handle_glance(const RouteRequest&, Context& context) {
    const std::string today = format_day(context.now(), utc_offset_min(context.now()));
    ledger::Totals totals;
    auto reader = context.reader();
    if (!reader && reader.error().code != ErrorCode::NotFound) return reader.error();
    if (reader) {
        FAREBOX_TRY(rows, (*reader)->spend({today, today, {}, {}}));
        if (!rows.empty()) totals = rows.front().totals;
    }
    const GovernanceView view = context.governance();
    Json budgets = Json::array();
    for (const auto& state : view.budgets) budgets.push_back(to_json(state));
    api::Summary part;
    part.live = view.live;
    return Json{{"now", context.now()},
                {"today", to_json(totals)},
                {"budgets", std::move(budgets)},
                {"live", api::to_json(part)["live"]},
                {"paused", view.pause.has_value()}};
}

Result<Json> handle_summary(const RouteRequest& request, Context& context) {
    const UtcNs now = context.now();
    FAREBOX_TRY(sums, read_sums(context));
    FAREBOX_TRY(health, handle_health(request, context));
    const GovernanceView view = context.governance();
    const Json daemon = context.live_status();

    api::Summary summary;
    summary.now = now;
    summary.version = std::string(Version);
    summary.cost_basis_note = basis_note(sums.month_modes);
    summary.forecast = make_forecast(sums.days, view.budgets, now);
    summary.live = view.live;
    summary.top = sums.top;
    for (const auto& state : view.budgets) summary.budgets.push_back(to_api(state));
    for (const auto& item : view.overrides) summary.overrides.push_back(to_api(item));
    summary.paused = view.pause.has_value();
    summary.health = make_health(health, daemon, now);
    const SyncView sync = read_sync(context);
    summary.health.sync = {std::string(to_text(sync.state)), sync.ledger.waiting,
                           sync.ledger.last_success_at, sync.live.url, sync.problem};
    if (sync.live.is_configured) summary.collected = sync::sent_words(sync.rules);
    summary.managed_by = managed_by(context);
    summary.unattributed_calls = sums.unattributed_calls;
    summary.unpriced_calls = sums.today.unpriced_calls;

    Json document = api::to_json(summary);
    // The sums in full, as `spend` gives them.
    document["today"] = to_json(sums.today);
    document["month"] = to_json(sums.month);
    document["pause_reason"] = view.pause ? Json(view.pause->reason) : Json();
    const Json* ledger = find_member(daemon, "ledger");
    document["health"]["ledger"] = ledger == nullptr ? Json() : *ledger;
    return document;
}

}  // namespace farebox::control
