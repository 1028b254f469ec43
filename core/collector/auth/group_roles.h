#pragma once
// From the groups an identity provider names to roles here.

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/collector/auth/accounts.h"

namespace farebox::collector {

/// "finops-team=finance", "payments-leads=team_lead:payments": one group, one role; a group may
/// stand in several.
struct GroupRole {
    std::string group;
    RoleGrant grant;
};
/// Invalid with the text that cannot be read.
Result<std::vector<GroupRole>> parse_group_roles(const std::vector<std::string>& texts);

/// Roles by the claim named `groups_claim`: a list of texts or one text. Whoever signs in is a
/// Developer.
std::vector<RoleGrant> roles_of_groups(const Json& claims, const std::string& groups_claim,
                                       const std::vector<GroupRole>& mapping);

}  // namespace farebox::collector
