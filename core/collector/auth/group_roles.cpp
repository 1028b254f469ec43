#include "core/collector/auth/group_roles.h"

#include <algorithm>

#include "core/base/strings.h"

namespace farebox::collector {

Result<std::vector<GroupRole>> parse_group_roles(const std::vector<std::string>& texts) {
    std::vector<GroupRole> mapping;
    for (const std::string& text : texts) {
        // From the back: the names of groups may hold any character, distinguished names do.
        const auto equals = text.rfind('=');
        if (equals == std::string::npos || equals == 0) {
            return invalid("\"" + printable(text) + "\" is not written <group>=<role>");
        }
        FAREBOX_TRY(grant, parse_grant(std::string_view(text).substr(equals + 1)));
        mapping.push_back({text.substr(0, equals), grant});
    }
    return mapping;
}

std::vector<RoleGrant> roles_of_groups(const Json& claims, const std::string& groups_claim,
                                       const std::vector<GroupRole>& mapping) {
    std::vector<std::string> groups;
    const Json* claim = find_member(claims, groups_claim);
    if (claim != nullptr && claim->is_string()) groups.push_back(claim->get<std::string>());
    if (claim != nullptr && claim->is_array()) {
        for (const Json& group : *claim) {
            if (group.is_string()) groups.push_back(group.get<std::string>());
        }
    }
    std::vector<RoleGrant> grants = {{Role::Developer, ""}};
    for (const GroupRole& known : mapping) {
        if (std::find(groups.begin(), groups.end(), known.group) == groups.end()) continue;
        if (std::find(grants.begin(), grants.end(), known.grant) != grants.end()) continue;
        grants.push_back(known.grant);
    }
    return grants;
}

}  // namespace farebox::collector
