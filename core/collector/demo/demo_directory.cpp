#include "core/collector/demo/demo_directory.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/collector/demo/demo_days.h"
#include "core/collector/demo/demo_words.h"
#include "core/collector/directory/edit.h"
#include "core/collector/directory/known_repos.h"

namespace farebox::collector {
namespace {

/// The morning of a day, for what is recorded on it.
class Morning final : public Clock {
public:
    explicit Morning(const std::string& day) : now_(start_of_day(day) + 7 * 3600 * NsPerSecond) {}
    UtcNs now() const override { return now_; }
    MonotonicNs monotonic() const override { return now_; }

private:
    const UtcNs now_;
};

Span for_all_days(const std::string& target) { return {FirstDay, EndOfDays, target}; }
Span from_day(const std::string& day, const std::string& target) { return {day, EndOfDays, target}; }

Result<void> write_units(Edit& edit, const Company& company) {
    for (const DemoUnit& unit : DemoUnits) {
        FAREBOX_TRY_VOID(edit.put_unit(OrgKind::BusinessUnit, unit.id, unit.name));
    }
    for (const DemoCostCentre& centre : company.cost_centres) {
        FAREBOX_TRY_VOID(edit.put_unit(OrgKind::CostCentre, centre.cost_centre_id, centre.name));
        FAREBOX_TRY_VOID(edit.assign(CostCentreUnit, centre.cost_centre_id,
                                     for_all_days(centre.business_unit_id), Overlap::Refuse));
    }
    for (const DemoTeam& team : company.teams) {
        FAREBOX_TRY_VOID(edit.put_unit(OrgKind::Team, team.team_id, team.name));
        FAREBOX_TRY_VOID(edit.assign(TeamCostCentre, team.team_id, for_all_days(team.cost_centre_id),
                                     Overlap::Refuse));
    }
    return {};
}

Result<void> write_people(Edit& edit, const Company& company) {
    for (const DemoPerson& person : company.people) {
        FAREBOX_TRY_VOID(edit.put_person({person.person_id, person.name, person.email, true, "demo"}));
        FAREBOX_TRY_VOID(edit.assign(PersonTeam, person.person_id,
                                     for_all_days(company.teams[person.team].team_id),
                                     Overlap::Refuse));
    }
    return {};
}

/// What everybody uses is paid by its owners, whoever works in it.
Result<void> write_rules(Edit& edit, const Company& company) {
    for (const auto& [pattern, team] : {std::pair{"github.com/acme/cloud-infra", "cloud-1"},
                                        std::pair{"github.com/acme/tooling-*", "tooling-1"},
                                        std::pair{"github.com/acme/security-*", "security-1"}}) {
        FAREBOX_TRY(known, edit.has_unit(OrgKind::Team, team));
        if (!known) continue;
        const auto owner = std::ranges::find(company.teams, team, &DemoTeam::team_id);
        FAREBOX_TRY(rule, edit.put_rule({"", pattern, owner->cost_centre_id, team}));
        (void)rule;
    }
    return {};
}

}  // namespace

std::string demo_epoch(const std::string& device_id) { return "epoch-" + device_id; }

Result<void> write_company(Database& database, const Company& company, const std::string& first) {
    const Morning clock(first);
    std::vector<std::string> repos;
    for (const DemoTeam& team : company.teams) {
        repos.insert(repos.end(), team.repos.begin(), team.repos.end());
    }
    KnownRepos known(database, clock);
    FAREBOX_TRY_VOID(known.note(repos));
    FAREBOX_TRY(session, database.session());
    FAREBOX_TRY(edit, Edit::begin(*session, clock));
    FAREBOX_TRY_VOID(edit->preload());
    FAREBOX_TRY_VOID(write_units(*edit, company));
    FAREBOX_TRY_VOID(write_people(*edit, company));
    FAREBOX_TRY_VOID(write_rules(*edit, company));
    return edit->commit();
}

Result<void> write_devices(Session& session, const Company& company, const std::string& first) {
    constexpr std::string_view Systems[] = {"macos 15.6", "macos 26.1", "windows 11", "linux 6.12"};
    std::vector<std::vector<Value>> devices, epochs;
    for (const DemoPerson& person : company.people) {
        const UtcNs enrolled = start_of_day(std::max(person.joined, first));
        const bool is_bound = person.claim == person.person_id;
        const std::string& id = person.device_id;
        devices.push_back({id, "install-" + id, std::string("{}"), "demo-" + id, "demo-" + id,
                           std::string(Systems[std::size_t(id.back() - '0') % 4]),
                           std::string("1.0.0"), std::string("demo"), enrolled,
                           is_bound ? person.person_id : std::string(),
                           is_bound ? person.email : person.claim,
                           std::string(is_bound ? "verified" : (person.claim.empty() ? "" : "asserted")),
                           person.left.empty() ? Value() : Value(start_of_day(person.left)),
                           person.left.empty() ? Value() : Value(std::string("directory")),
                           person.left.empty() ? Value() : Value(std::string("left the company"))});
        epochs.push_back({id, demo_epoch(id), std::int64_t(0), std::int64_t(0), enrolled, enrolled,
                          std::int64_t(0), enrolled, std::string("1.0.0")});
    }
    FAREBOX_TRY(transaction, Transaction::begin(session));
    const std::string_view device_columns[] = {
        "device_id", "install_id", "public_key", "key_thumbprint", "hostname_hash", "os",
        "farebox_version", "token_id", "enrolled_at", "person_id", "user_name", "binding",
        "revoked_at", "revoked_by", "revoke_reason"};
    FAREBOX_TRY_VOID(session.insert_many("devices", device_columns, devices));
    const std::string_view epoch_columns[] = {
        "device_id", "epoch", "ack_seq", "highest_seq", "first_received_at", "last_received_at",
        "queued", "complete_through", "farebox_version"};
    FAREBOX_TRY_VOID(session.insert_many("device_epochs", epoch_columns, epochs));
    return transaction.commit();
}

Result<void> write_changes_of(Session& session, const Company& company, const std::string& first,
                              const std::string& day) {
    // Two reorganisations: a team changes its cost centre, a cost centre its business unit.
    const bool team_goes = day == day_after(first, 61), centre_goes = day == day_after(first, 122);
    const bool moves = std::ranges::any_of(company.moves, [&](const DemoMove& move) {
        return move.day == day;
    });
    const bool leaves = std::ranges::any_of(company.people, [&](const DemoPerson& person) {
        return person.left == day;
    });
    if (!moves && !leaves && !team_goes && !centre_goes) return {};
    const Morning clock(day);
    FAREBOX_TRY(edit, Edit::begin(session, clock));
    for (const DemoMove& move : company.moves) {
        if (move.day != day) continue;
        FAREBOX_TRY_VOID(edit->assign(PersonTeam, company.people[move.person].person_id,
                                      from_day(day, company.teams[move.team].team_id), Overlap::Move));
    }
    for (const DemoPerson& person : company.people) {
        if (person.left != day) continue;
        FAREBOX_TRY_VOID(edit->put_person({person.person_id, person.name, person.email, false, "demo"}));
    }
    if (team_goes) {
        FAREBOX_TRY_VOID(edit->assign(TeamCostCentre, company.teams[0].team_id,
                                      from_day(day, company.cost_centres[3].cost_centre_id),
                                      Overlap::Move));
    }
    if (centre_goes) {
        FAREBOX_TRY_VOID(edit->assign(CostCentreUnit, company.cost_centres[18].cost_centre_id,
                                      from_day(day, DemoUnits[4].id), Overlap::Move));
    }
    return edit->commit();
}

Result<void> correct_the_past(Session& session, const Company& company, const std::string& month,
                              const std::string& on_day) {
    const Morning clock(on_day);
    FAREBOX_TRY(edit, Edit::begin(session, clock));
    FAREBOX_TRY_VOID(edit->assign(PersonTeam, company.people[1].person_id,
                                  {month + "-01", month + "-15", company.teams[2].team_id},
                                  Overlap::Replace));
    return edit->commit();
}

}  // namespace farebox::collector
