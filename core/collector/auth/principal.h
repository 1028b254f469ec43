#pragma once
// Who asks, and what they may: the roles of the collector and the permissions behind each route.

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace farebox::collector {

enum class Role { Developer, TeamLead, Finance, PlatformAdmin, Auditor };
/// "developer", "team_lead", "finance", "platform_admin", "auditor".
std::string_view to_text(Role role);
std::optional<Role> parse_role(std::string_view text);

/// One route asks for one permission. What a permission lets a person see is narrowed further by
/// their scope: a developer sees their own spend, a lead their teams.
enum class Permission {
    Public,          ///< health, login pages, static files
    Device,          ///< a signed proof of an enrolled device
    SignedIn,        ///< any person with a session
    ReadSpend,       ///< sums, narrowed by Principal::scope
    ReadCalls,       ///< single calls, narrowed by Principal::scope
    ReadAllSpend,    ///< every cost centre
    ClosePeriods,
    ReadDirectory,
    WriteDirectory,
    ReadFleet,
    WriteFleet,      ///< revoke devices, make enrolment tokens
    ReadBudgets,
    WriteBudgets,    ///< narrowed: own, team, cost centre by role
    ApproveOverrides,
    WritePolicy,
    ReadAudit,
    RevealNames,     ///< see who stands behind a pseudonym; each use is audited
    Administer,      ///< accounts, settings, backup
    Scim,            ///< the provisioning token of the identity provider
};
std::string_view to_text(Permission permission);

/// Whoever is behind a request, after every check was made.
struct Principal {
    enum class Kind { Nobody, Person, Device, Provisioner };
    Kind kind = Kind::Nobody;
    std::string person_id;  ///< directory's id; "" for a local account without a person
    std::string account;    ///< what is written to the audit log: "ada@acme.example", "admin"
    std::string device_id;
    std::set<Role> roles;
    std::vector<std::string> team_ids;  ///< teams led by a TeamLead

    bool may(Permission permission) const;
    bool has(Role role) const { return roles.contains(role); }
};

}  // namespace farebox::collector
