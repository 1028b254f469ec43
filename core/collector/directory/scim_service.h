#pragma once
// SCIM 2.0 for the company's identity provider (RFC 7643, 7644): it writes users and groups, and
// people and charging teams follow.
//
// A user is a person: found by e-mail address, user name or external id when an import brought them
// before, else new. active = false makes the person inactive, and `follow` revokes their devices;
// memberships stay, because calls of their last days may still arrive.
//
// A group means a team only where group_teams says so (set_group_team). A person in several such
// groups is charged to the one of the lowest rank, from the day of the change on: one charging team a
// person and day, however providers order their messages. A first team holds for all days.

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/collector/directory/journal.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

struct ScimRequest {
    std::string method;
    std::vector<std::string> path;  ///< after /scim/v2: {"Users", "<id>"}
    std::map<std::string, std::string> parameters;
    std::string body;
    std::string if_match;
    std::string if_none_match;
    std::string base_url;  ///< "https://farebox.acme.example/scim/v2", for `location`
};

struct ScimAnswer {
    int status = 200;
    Json body;         ///< null: none
    std::string etag;  ///< "" none
    std::string location;
};

struct ScimHooks {
    Journal journal;
    FollowPeople follow;
};

/// Answers every request, errors included (section 3.12). One transaction a write.
ScimAnswer serve_scim(Session& session, const Clock& clock, const ScimHooks& hooks,
                      const ScimRequest& request);

/// Makes members of a group (by its display name, which need not exist yet) charge to a team; an
/// empty team takes the meaning away. Present members follow from today on.
Result<void> set_group_team(Session& session, const Clock& clock, const Journal& journal,
                            const std::string& display_name, const std::string& team_id,
                            std::int64_t rank);

}  // namespace farebox::collector
