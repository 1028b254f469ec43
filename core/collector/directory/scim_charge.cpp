// Which team a person's groups mean, and what that changes from today on.

#include "core/collector/directory/scim_store.h"

#include "core/base/format.h"
#include "core/base/strings.h"

namespace farebox::collector {
namespace {

/// Of the groups that stand for a team, the one of the lowest rank; "" none.
Result<std::string> team_by_groups(Session& session, const std::string& user_id) {
    FAREBOX_TRY(rows, session.run(
        "SELECT t.team_id FROM scim_members m JOIN scim_groups g ON g.scim_id = m.group_id"
        " JOIN group_teams t ON t.display_name_key = g.display_name_key WHERE m.user_id = $1"
        " ORDER BY t.rank, t.team_id LIMIT 1", {user_id}));
    return rows.empty() ? std::string() : rows[0].text(0);
}

}  // namespace

Result<std::set<std::string>> teams_of_group(Session& session, const std::string& display_name) {
    FAREBOX_TRY(rows, session.run("SELECT team_id FROM group_teams WHERE display_name_key = $1",
                                  {to_lower(display_name)}));
    std::set<std::string> teams;
    for (const Row& row : rows) teams.insert(row.text(0));
    return teams;
}

Result<void> charge_by_groups(Edit& edit, const Clock& clock, const std::set<std::string>& user_ids,
                              const std::set<std::string>& left) {
    const std::string today = format_day(clock.now(), 0);
    for (const std::string& user_id : user_ids) {
        FAREBOX_TRY(person_id, edit.identity_owner("scim_id", user_id));
        if (person_id.empty()) continue;
        FAREBOX_TRY(timeline, edit.timeline(PersonTeam, person_id));
        FAREBOX_TRY(team, team_by_groups(edit.session(), user_id));
        const std::string now = target_on(timeline, today);
        // A team that an import stated is not taken away by groups that never stood for it.
        if (team == now || (team.empty() && !left.contains(now))) continue;
        const std::string from = timeline.empty() ? FirstDay : today;
        FAREBOX_TRY_VOID(edit.assign(PersonTeam, person_id, {from, EndOfDays, team}, Overlap::Replace));
    }
    return {};
}

Result<void> set_group_team(Session& session, const Clock& clock, const Journal& journal,
                            const std::string& display_name, const std::string& team_id,
                            std::int64_t rank) {
    const std::string key = to_lower(trim(display_name));
    if (key.empty()) return invalid("a group is named by its displayName");
    FAREBOX_TRY(edit, Edit::begin(session, clock));
    FAREBOX_TRY(stood_for, teams_of_group(session, display_name));
    FAREBOX_TRY(gone, session.run("DELETE FROM group_teams WHERE display_name_key = $1", {key}));
    if (!team_id.empty()) {
        FAREBOX_TRY(known, edit->has_unit(OrgKind::Team, team_id));
        if (!known) return not_found(format("no team has the id \"{}\"; add it first", printable(team_id)));
        FAREBOX_TRY(added, session.run("INSERT INTO group_teams (display_name_key, display_name, team_id,"
                                       " rank) VALUES ($1, $2, $3, $4)",
                                       {key, std::string(trim(display_name)), team_id, rank}));
    }
    FAREBOX_TRY(rows, session.run("SELECT m.user_id FROM scim_members m JOIN scim_groups g"
                                  " ON g.scim_id = m.group_id WHERE g.display_name_key = $1", {key}));
    std::set<std::string> members;
    for (const Row& row : rows) members.insert(row.text(0));
    FAREBOX_TRY_VOID(charge_by_groups(*edit, clock, members, stood_for));
    FAREBOX_TRY_VOID(journal(session, {"directory.group_team", std::string(trim(display_name)),
                                       stood_for.empty() ? "" : *stood_for.begin(), team_id, ""}));
    FAREBOX_TRY_VOID(write_changes(*edit, journal));
    return edit->commit();
}

}  // namespace farebox::collector
