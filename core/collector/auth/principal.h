#pragma once
// Who asks, and what they may: the roles of the collector and the permissions behind each route.
//
// A role opens routes; what is seen behind one is narrowed by who asks: a developer sees their own
// spend, a lead their teams, and money and names of persons are two different things to see.

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
    OwnAccount,      ///< own session and password: also before the first password is changed
    SignedIn,        ///< any person with a session
    ReadSpend,       ///< sums, narrowed by Principal::sees
    ReadCalls,       ///< single calls, narrowed by Principal::sees
    ReadAllSpend,    ///< every cost centre
    ClosePeriods,
    ReadDirectory,
    WriteDirectory,
    ReadFleet,
    WriteFleet,      ///< revoke devices, make enrolment tokens
    ReadBudgets,
    WriteBudgets,    ///< narrowed: own, team, cost centre by role
    ApproveOverrides,
    ReadPolicy,      ///< settings of all workstations, with who changed them and why
    WritePolicy,
    ReadAudit,       ///< narrowed: own entries, own teams, money, configuration, all
    RevealNames,     ///< see who stands behind a pseudonym; each use is audited
    Administer,      ///< accounts, settings, backup
    Scim,            ///< the provisioning token of the identity provider
};
std::string_view to_text(Permission permission);
/// All of them, in the order above.
const std::vector<Permission>& all_permissions();
const std::vector<Role>& all_roles();
/// The matrix of who does what, for one role by itself.
bool grants(Role role, Permission permission);

/// Whose spend a person sees.
enum class Sight {
    Nothing,   ///< no amounts at all
    Own,       ///< calls of the person themselves
    OwnTeams,  ///< of the teams they lead, by name
    All,       ///< of everybody
};

/// Whoever is behind a request, after every check was made.
struct Principal {
    enum class Kind { Nobody, Person, Device, Provisioner };
    Kind kind = Kind::Nobody;
    std::string person_id;  ///< directory's id; "" for a local account without a person
    std::string account;    ///< what is written to the audit log: "ada@acme.example", "admin"
    std::string name;       ///< of the person, for the page
    std::string device_id;
    std::set<Role> roles;
    std::vector<std::string> team_ids;  ///< teams led by a TeamLead
    bool must_change_password = false;  ///< only OwnAccount until then
    bool finance_sees_names = false;    ///< the company's policy (auth.names_visible)

    bool may(Permission permission) const;
    bool has(Role role) const { return roles.contains(role); }

    /// The widest sight of all roles held; whoever is a person of the directory sees at least Own.
    Sight sees() const;
    /// True when persons other than themselves are shown to them by a pseudonym: Finance, unless the
    /// policy shows names or another role does. `team_id` is the team of the person shown, "" when
    /// it has none: a lead knows their own people.
    bool sees_pseudonyms(std::string_view team_id = "") const;
};

}  // namespace farebox::collector
