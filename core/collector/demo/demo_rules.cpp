#include "core/collector/demo/demo_rules.h"

#include <algorithm>
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

CentralBudget monthly(const std::string& id, const std::string& name, std::int64_t dollars) {
    CentralBudget item;
    item.budget.budget_id = id;
    item.budget.name = name;
    item.budget.limit = std::max<std::int64_t>(dollars / 100 * 100, 100) * NanoPerDollar;
    item.budget.time_zone = "Etc/UTC";
    item.budget.source = BudgetSource::Collector;
    item.budget.is_locked = true;
    item.changed_by = SetBy;
    return item;
}

std::int64_t heads_of(const Company& company, const std::string& cost_centre_id) {
    std::int64_t heads = 0;
    for (const DemoPerson& person : company.people) {
        heads += company.teams[person.team].cost_centre_id == cost_centre_id;
    }
    return heads;
}

bool concerns(const CentralBudget& item, const DemoTeam& team) {
    if (!item.team_id.empty()) return item.team_id == team.team_id;
    return item.cost_centre_id.empty() || item.cost_centre_id == team.cost_centre_id;
}

/// What each laptop spent of the budgets of its person since the month began, as it would report it.
Result<void> write_spent(Session& session, const Company& company, const DemoOptions& options,
                         const std::vector<CentralBudget>& items, const std::string& last_day) {
    const std::string first = month_of(last_day) + "-01";
    FAREBOX_TRY(rows, session.run("SELECT device_id, CAST(sum(list_cost_nano) AS BIGINT) FROM calls "
                                  "WHERE day >= $1 GROUP BY device_id", {first}));
    std::map<std::string, std::int64_t> spent;
    for (const Row& row : rows) spent[row.text(0)] = row.integer_or_null(1).value_or(0);
    std::vector<std::vector<Value>> shares;
    for (std::size_t i = 0; i < company.people.size(); ++i) {
        const auto own = spent.find(company.people[i].device_id);
        if (own == spent.end()) continue;
        const DemoTeam& team = company.teams[company.team_on(i, last_day)];
        for (const CentralBudget& item : items) {
            if (!concerns(item, team)) continue;
            shares.push_back({item.budget.budget_id, start_of_day(first), own->first, own->second,
                              own->second, options.now, options.now});
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
    std::vector<CentralBudget> items;
    items.push_back(monthly("everybody", "All engineers", std::int64_t(company.people.size()) * 300));
    for (std::size_t i = 0; i < company.cost_centres.size(); i += 3) {
        const DemoCostCentre& centre = company.cost_centres[i];
        const std::int64_t each = Dice(options.seed, "budget", i).between(150, 330);
        const std::int64_t heads = heads_of(company, centre.cost_centre_id);
        items.push_back(monthly(centre.cost_centre_id, centre.name, heads * each));
        items.back().cost_centre_id = centre.cost_centre_id;
    }
    const DemoTeam& team = company.teams.front();
    items.push_back(monthly("team-" + team.team_id, team.name, 4000));
    items.back().team_id = team.team_id;
    items.back().budget.mode = BudgetMode::Warn;
    for (CentralBudget& item : items) {
        item.changed_at = options.now - 30 * NsPerDay;
        FAREBOX_TRY_VOID(save_central_budget(session, item)
                             .with_context("the demo's budget " + item.budget.budget_id));
    }
    return write_spent(session, company, options, items, last_day);
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
