#pragma once
// The directory as JSON, for its page: who stands where on a day, and how that came to be.

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/collector/directory/org_join.h"

namespace farebox::collector {

struct PeopleQuery {
    std::string day;                    ///< on which they stand where
    std::string search;                 ///< part of id, name or address, in any case
    std::vector<std::string> team_ids;  ///< only people of these teams; empty: all
    std::int64_t limit = 200;
    std::int64_t offset = 0;
};

/// {rows: [{person_id, name, email, active, source, team_id, team_name, cost_centre_id,
/// cost_centre_name, business_unit_id, business_unit_name}], row_count}, by name.
Result<Json> people_json(Session& session, const PeopleQuery& query);
/// The person with identities and every statement about their teams, superseded ones too: [{team_id,
/// valid_from, valid_to, recorded_at, superseded_at}]. NotFound.
Result<Json> person_json(Session& session, const std::string& person_id);
/// {rows: [{<kind>_id, name, <parent>_id, <parent>_name, members}]} of a team, cost centre or
/// business unit on a day.
Result<Json> units_json(Session& session, OrgKind kind, const std::string& day);
/// {rows: [{rule_id, pattern, cost_centre_id, owner_team_id, valid_from, valid_to, repos}]}, `repos`
/// counting the known repositories that match.
Result<Json> repo_rules_json(Session& session);
/// {rows: [{repo, first_seen_at, cost_centre_id, owner_team_id}]}
Result<Json> repos_json(Session& session, const std::string& day);
/// {rows: [{display_name, team_id, rank, members}]}: groups of the identity provider and what they
/// stand for; a group that stands for nothing has a null team.
Result<Json> group_teams_json(Session& session);

}  // namespace farebox::collector
