// Edit: teams, cost centres, business units and the rules of repositories.

#include "core/collector/directory/edit.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/base/uuid.h"

namespace farebox::collector {
namespace {

struct UnitTable {
    std::string_view table;
    std::string_view id;
    std::string_view word;
};

UnitTable table_of(OrgKind kind) {
    switch (kind) {
        case OrgKind::Team: return {"teams", "team_id", "team"};
        case OrgKind::CostCentre: return {"cost_centres", "cost_centre_id", "cost_centre"};
        case OrgKind::BusinessUnit: return {"business_units", "business_unit_id", "business_unit"};
        case OrgKind::Person: break;
    }
    return {"people", "person_id", "person"};
}

}  // namespace

Result<void> check_org_id(const std::string& id) {
    const bool sound = !id.empty() && id.size() <= 200 && id != "-" && printable(id) == id &&
                       id.find(',') == std::string::npos && trim(id) == id;
    if (sound) return {};
    return invalid(format("\"{}\" cannot be an id: 1 to 200 characters without commas, control "
                          "characters and blanks at the ends, not \"-\"", shorten(printable(id), 60)));
}

Result<std::map<std::string, std::string>*> Edit::units(OrgKind kind) {
    const auto found = units_.find(kind);
    if (found != units_.end()) return &found->second;
    const UnitTable table = table_of(kind);
    FAREBOX_TRY(rows, session_.run(format("SELECT {}, name FROM {} WHERE superseded_at = $1",
                                          table.id, table.table), {NeverSuperseded}));
    std::map<std::string, std::string> known;
    for (const Row& row : rows) known.emplace(row.text(0), row.text(1));
    return &units_.emplace(kind, std::move(known)).first->second;
}

Result<bool> Edit::has_unit(OrgKind kind, const std::string& id) {
    FAREBOX_TRY(known, units(kind));
    return known->contains(id);
}

Result<void> Edit::check_unit(OrgKind kind, const std::string& id) {
    FAREBOX_TRY(known, has_unit(kind, id));
    if (known) return {};
    return not_found(format("no {} has the id \"{}\"; add it first", table_of(kind).word,
                            shorten(printable(id), 60)));
}

Result<void> Edit::put_unit(OrgKind kind, const std::string& id, const std::string& name) {
    FAREBOX_TRY_VOID(check_org_id(id));
    const UnitTable table = table_of(kind);
    const std::string shown = name.empty() ? id : shorten(printable(name), 200);
    FAREBOX_TRY(known, units(kind));
    const auto old = known->find(id);
    if (old != known->end() && old->second == shown) return {};
    // Renamed twice in one transaction: the first of the two names was never seen.
    FAREBOX_TRY(own, session_.run(format("DELETE FROM {} WHERE {} = $1 AND recorded_at = $2",
                                         table.table, table.id), {id, stamp_}));
    FAREBOX_TRY(gone, session_.run(format("UPDATE {} SET superseded_at = $2 WHERE {} = $1"
                                          " AND superseded_at = $3", table.table, table.id),
                                   {id, stamp_, NeverSuperseded}));
    FAREBOX_TRY(added, session_.run(format("INSERT INTO {} ({}, name, recorded_at, superseded_at)"
                                           " VALUES ($1, $2, $3, $4)", table.table, table.id),
                                    {id, shown, stamp_, NeverSuperseded}));
    changes_.push_back({std::string(table.word), id, old == known->end() ? "" : old->second, shown, ""});
    (*known)[id] = shown;
    return {};
}

Result<void> Edit::load_rules() {
    if (rules_loaded_) return {};
    FAREBOX_TRY(rules, load_repo_rules(session_));
    rules_ = std::move(rules);
    rules_loaded_ = true;
    return {};
}

Result<bool> Edit::same_rule(const RepoRule& rule) {
    FAREBOX_TRY_VOID(load_rules());
    return std::ranges::any_of(rules_, [&](const RepoRule& known) {
        RepoRule named = rule;
        if (named.rule_id.empty()) named.rule_id = known.rule_id;
        return known == named;
    });
}

Result<std::string> Edit::put_rule(RepoRule rule) {
    FAREBOX_TRY_VOID(load_rules());
    if (rule.rule_id.empty()) rule.rule_id = make_uuid_v7(stamp_);
    rule.pattern = shorten(printable(trim(rule.pattern)), 500);
    FAREBOX_TRY_VOID(check_org_id(rule.rule_id));
    FAREBOX_TRY_VOID(check_rule(rules_, rule));
    if (!rule.cost_centre_id.empty()) {
        FAREBOX_TRY_VOID(check_unit(OrgKind::CostCentre, rule.cost_centre_id));
    }
    if (!rule.owner_team_id.empty()) {
        FAREBOX_TRY_VOID(check_unit(OrgKind::Team, rule.owner_team_id));
    }
    const auto old = std::ranges::find(rules_, rule.rule_id, &RepoRule::rule_id);
    if (old != rules_.end() && *old == rule) return rule.rule_id;
    if (old != rules_.end()) FAREBOX_TRY_VOID(drop_rule(rule.rule_id));
    FAREBOX_TRY(added, session_.run(
        "INSERT INTO repo_rules (rule_id, pattern, cost_centre_id, owner_team_id, valid_from,"
        " valid_to, recorded_at, superseded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        {rule.rule_id, rule.pattern, value_or_null(rule.cost_centre_id),
         value_or_null(rule.owner_team_id), rule.valid_from, rule.valid_to, stamp_, NeverSuperseded}));
    changes_.push_back({"repo_rule", rule.rule_id, "", describe(rule), rule.valid_from});
    rules_.push_back(rule);
    rules_changed_ = true;
    return rule.rule_id;
}

Result<void> Edit::drop_rule(const std::string& rule_id) {
    FAREBOX_TRY_VOID(load_rules());
    const auto old = std::ranges::find(rules_, rule_id, &RepoRule::rule_id);
    if (old == rules_.end()) return not_found(format("no repository rule has the id \"{}\"", rule_id));
    FAREBOX_TRY(own, session_.run("DELETE FROM repo_rules WHERE rule_id = $1 AND recorded_at = $2",
                                  {rule_id, stamp_}));
    FAREBOX_TRY(gone, session_.run("UPDATE repo_rules SET superseded_at = $2 WHERE rule_id = $1"
                                   " AND superseded_at = $3", {rule_id, stamp_, NeverSuperseded}));
    changes_.push_back({"repo_rule", rule_id, describe(*old), "", old->valid_from});
    rules_.erase(old);
    rules_changed_ = true;
    return {};
}

// Rules are few and repositories some thousands: all are worked out again.
Result<void> Edit::flush_repos() {
    if (!rules_changed_) return {};
    FAREBOX_TRY(repos, session_.run("SELECT repo FROM repos"));
    FAREBOX_TRY(timelines, load_timelines(session_, RepoCharge));
    for (const Row& row : repos) {
        const std::string repo = row.text(0);
        const Timeline& before = timelines[repo];
        pendings_[RepoCharge.table].insert_or_assign(repo, Pending{before, repo_timeline(rules_, repo)});
    }
    return {};
}

}  // namespace farebox::collector
