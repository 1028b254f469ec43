#include "core/collector/demo/demo_rules.h"

#include <algorithm>
#include <array>
#include <map>

#include "core/base/format.h"
#include "core/collector/chargeback/spend_query.h"
#include "core/collector/demo/demo_days.h"
#include "core/collector/demo/dice.h"
#include "core/collector/policy/central_budgets.h"
#include "core/collector/policy/documents.h"
#include "core/collector/policy/fleet.h"

namespace farebox::collector {
namespace {

constexpr std::int64_t NanoPerDollar = 1'000'000'000;
constexpr const char* SetBy = "fiona.finance";
constexpr std::int64_t FirstRolloutDays = 75;
constexpr std::int64_t NewestPolicyDays = 4;

CentralBudget monthly(const std::string& id, const std::string& name) {
    CentralBudget item;
    item.budget.budget_id = id;
    item.budget.name = name;
    item.budget.time_zone = "Etc/UTC";
    item.budget.source = BudgetSource::Collector;
    item.budget.is_locked = true;
    item.changed_by = SetBy;
    return item;
}

bool concerns(const CentralBudget& item, const DemoTeam& team) {
    if (!item.team_id.empty()) return item.team_id == team.team_id;
    return item.cost_centre_id.empty() || item.cost_centre_id == team.cost_centre_id;
}

struct Spent {
    std::string device_id;
    const DemoTeam* team;
    std::int64_t nano;
};

/// What each laptop spent since the month began.
Result<std::vector<Spent>> spent_since(Session& session, const Company& company,
                                       const std::string& first, const std::string& last_day) {
    FAREBOX_TRY(rows, session.run("SELECT device_id, CAST(sum(list_cost_nano) AS BIGINT) FROM calls "
                                  "WHERE day >= $1 GROUP BY device_id", {first}));
    std::map<std::string, std::int64_t> by_device;
    for (const Row& row : rows) by_device[row.text(0)] = row.integer_or_null(1).value_or(0);
    std::vector<Spent> spent;
    for (std::size_t i = 0; i < company.people.size(); ++i) {
        const auto own = by_device.find(company.people[i].device_id);
        if (own == by_device.end()) continue;
        spent.push_back({own->first, &company.teams[company.team_on(i, last_day)], own->second});
    }
    return spent;
}

/// Of whole hundreds of dollars, so that the month stands at about this part of it. A budget that
/// pauses calls stops within a call of its hard limit, 110 %: none stands far beyond.
void set_limit(CentralBudget& item, const std::vector<Spent>& spent, std::int64_t percent) {
    std::int64_t nano = 0;
    for (const Spent& one : spent) nano += concerns(item, *one.team) ? one.nano : 0;
    const std::int64_t dollars = nano / NanoPerDollar * 100 / percent / 100 * 100;
    item.budget.limit = std::max<std::int64_t>(dollars, 100) * NanoPerDollar;
}

/// As the laptops would report it.
Result<void> write_shares(Session& session, const std::vector<CentralBudget>& items,
                          const std::vector<Spent>& spent, UtcNs window_start, UtcNs now) {
    std::vector<std::vector<Value>> shares;
    for (const Spent& one : spent) {
        for (const CentralBudget& item : items) {
            if (!concerns(item, *one.team)) continue;
            shares.push_back({item.budget.budget_id, window_start, one.device_id, one.nano, one.nano,
                              now, now});
        }
    }
    const std::string_view columns[] = {"budget_id", "window_start", "device_id", "spent",
                                        "ceiling",   "expires_at",   "reported_at"};
    return session.insert_many("shares", columns, shares);
}

Json wiring_of(const std::string& agent, bool is_astray) {
    return {{"agent", agent},
            {"channel", "proxy"},
            {"coverage", is_astray ? "none" : "full"},
            {"state", is_astray ? "points elsewhere" : "ok"}};
}

DeviceStatus status_of(const DemoPerson& person, std::size_t index, const DemoOptions& options) {
    Dice dice(options.seed, "fleet", index);
    const bool is_silent = is_silent_laptop(index);
    DeviceStatus status;
    status.device_id = person.device_id;
    status.last_seen_at =
        options.now - (is_silent ? 8 * NsPerDay : dice.below(600) * NsPerSecond);
    status.farebox_version = dice.chance(900) ? "1.0.0" : "0.9.4";
    status.clock_skew_ms = dice.chance(12) ? 95'000 : dice.between(-400, 400);
    if (is_silent) status.queued = dice.between(50, 4000);
    const std::int64_t policy_days = is_silent ? FirstRolloutDays : NewestPolicyDays;
    status.policy_version = policy_version(
        {{"device_id", person.device_id}, {"days", policy_days}});
    status.policy_installed_at = options.now - policy_days * NsPerDay + dice.below(7200) * NsPerSecond;
    const bool is_astray = dice.chance(15);
    if (is_astray) status.problems = {"an agent's settings point elsewhere: " + person.agent};
    Json agents = Json::array({wiring_of(person.agent, is_astray)});
    if (!person.second_agent.empty()) agents.push_back(wiring_of(person.second_agent, false));
    status.report["agents"] = std::move(agents);
    status.report["discarded"] = Json::object();
    return status;
}

Result<void> write_settings(Session& session, const DemoOptions& options) {
    PolicySettings settings;
    settings.created_by = "admin";
    settings.created_at = options.now - FirstRolloutDays * NsPerDay;
    settings.reason = "first rollout";
    settings.recommended = {{"tray.show_amount", "today"}};
    FAREBOX_TRY_VOID(save_settings(session, settings));
    settings.created_at = options.now - NewestPolicyDays * NsPerDay;
    settings.reason = "an override ends with the working day";
    settings.enforced = {{"override.max_hours", 8}, {"override.reason_required", true}};
    FAREBOX_TRY_VOID(save_settings(session, settings));
    return {};
}

}  // namespace

bool is_silent_laptop(std::size_t person) { return person % 37 == 5; }

Result<void> write_budgets(Session& session, const Company& company, const DemoOptions& options,
                           const std::string& last_day) {
    const std::string first = month_of(last_day) + "-01";
    FAREBOX_TRY(spent, spent_since(session, company, first, last_day));
    std::vector<CentralBudget> items;
    const auto add = [&](CentralBudget item, std::int64_t percent) {
        set_limit(item, spent, percent);
        items.push_back(std::move(item));
    };
    add(monthly("everybody", "All engineers"), 84);
    constexpr std::array<std::int64_t, 9> Percents = {91, 62, 110, 74, 97, 55, 86, 104, 68};
    for (std::size_t i = 0; i < company.cost_centres.size(); i += 3) {
        CentralBudget item = monthly(company.cost_centres[i].cost_centre_id, company.cost_centres[i].name);
        item.cost_centre_id = company.cost_centres[i].cost_centre_id;
        add(std::move(item), Percents[i / 3 % Percents.size()]);
    }
    CentralBudget team = monthly("team-" + company.teams.front().team_id, company.teams.front().name);
    team.team_id = company.teams.front().team_id;
    team.budget.mode = BudgetMode::Warn;
    add(std::move(team), 118);
    for (CentralBudget& item : items) {
        item.changed_at = options.now - 30 * NsPerDay;
        FAREBOX_TRY_VOID(save_central_budget(session, item)
                             .with_context("the demo's budget " + item.budget.budget_id));
    }
    return write_shares(session, items, spent, start_of_day(first), options.now);
}

Result<void> write_fleet(Session& session, const Company& company, const DemoOptions& options,
                         const std::string& last_day) {
    FAREBOX_TRY_VOID(write_settings(session, options));
    for (std::size_t i = 0; i < company.people.size(); ++i) {
        const DemoPerson& person = company.people[i];
        if (person.joined > last_day) continue;
        const DeviceStatus status = status_of(person, i, options);
        FAREBOX_TRY_VOID(save_status(session, status));
        FAREBOX_TRY_VOID(note_policy_told(session, status.device_id, status.policy_version,
                                          *status.policy_installed_at));
    }
    return {};
}

}  // namespace farebox::collector
