#include "core/collector/auth/principal.h"

#include <algorithm>
#include <array>

namespace farebox::collector {
namespace {

struct RoleName {
    Role role;
    std::string_view name;
};
constexpr RoleName RoleNames[] = {
    {Role::Developer, "developer"},          {Role::TeamLead, "team_lead"},
    {Role::Finance, "finance"},              {Role::PlatformAdmin, "platform_admin"},
    {Role::Auditor, "auditor"},
};

constexpr unsigned bit(Role role) { return 1U << static_cast<unsigned>(role); }
constexpr unsigned Developer = bit(Role::Developer);
constexpr unsigned Lead = bit(Role::TeamLead);
constexpr unsigned Finance = bit(Role::Finance);
constexpr unsigned Admin = bit(Role::PlatformAdmin);
constexpr unsigned Auditor = bit(Role::Auditor);
constexpr unsigned Everyone = Developer | Lead | Finance | Admin | Auditor;

// The matrix. An auditor reads all and writes nothing; an administrator runs the machine and sees
// no amounts; finance moves money between periods and sees no machine settings.
struct PermissionRow {
    Permission permission;
    std::string_view name;
    unsigned roles;
};
constexpr PermissionRow Matrix[] = {
    {Permission::Public, "public", Everyone},
    {Permission::Device, "device", 0},
    {Permission::OwnAccount, "own_account", Everyone},
    {Permission::SignedIn, "signed_in", Everyone},
    {Permission::ReadSpend, "read_spend", Developer | Lead | Finance | Auditor},
    {Permission::ReadCalls, "read_calls", Developer | Lead | Finance | Auditor},
    {Permission::ReadAllSpend, "read_all_spend", Finance | Auditor},
    {Permission::ClosePeriods, "close_periods", Finance},
    {Permission::ReadDirectory, "read_directory", Lead | Finance | Admin | Auditor},
    {Permission::WriteDirectory, "write_directory", Admin},
    {Permission::ReadFleet, "read_fleet", Finance | Admin | Auditor},
    {Permission::WriteFleet, "write_fleet", Admin},
    {Permission::ReadBudgets, "read_budgets", Everyone},
    {Permission::WriteBudgets, "write_budgets", Developer | Lead | Finance | Admin},
    {Permission::ApproveOverrides, "approve_overrides", Lead | Finance},
    {Permission::ReadPolicy, "read_policy", Admin | Auditor},
    {Permission::WritePolicy, "write_policy", Admin},
    {Permission::ReadAudit, "read_audit", Everyone},
    {Permission::RevealNames, "reveal_names", Auditor},
    {Permission::Administer, "administer", Admin},
    {Permission::Scim, "scim", 0},
};

const PermissionRow& row_of(Permission permission) {
    return Matrix[static_cast<std::size_t>(permission)];
}

constexpr bool is_in_order() {
    for (std::size_t i = 0; i < std::size(Matrix); ++i) {
        if (static_cast<std::size_t>(Matrix[i].permission) != i) return false;
    }
    return std::size(Matrix) == static_cast<std::size_t>(Permission::Scim) + 1;
}
static_assert(is_in_order(), "the matrix names every permission once, in the order of the enum");

}  // namespace

std::string_view to_text(Role role) { return RoleNames[static_cast<std::size_t>(role)].name; }

std::optional<Role> parse_role(std::string_view text) {
    for (const RoleName& known : RoleNames) {
        if (known.name == text) return known.role;
    }
    return std::nullopt;
}

std::string_view to_text(Permission permission) { return row_of(permission).name; }

const std::vector<Permission>& all_permissions() {
    static const std::vector<Permission> all = [] {
        std::vector<Permission> list;
        for (const PermissionRow& row : Matrix) list.push_back(row.permission);
        return list;
    }();
    return all;
}

const std::vector<Role>& all_roles() {
    static const std::vector<Role> all = {Role::Developer, Role::TeamLead, Role::Finance,
                                          Role::PlatformAdmin, Role::Auditor};
    return all;
}

bool grants(Role role, Permission permission) {
    return (row_of(permission).roles & bit(role)) != 0;
}

bool Principal::may(Permission permission) const {
    if (permission == Permission::Public) return true;
    if (kind == Kind::Device) return permission == Permission::Device;
    if (kind == Kind::Provisioner) return permission == Permission::Scim;
    if (kind != Kind::Person) return false;
    if (permission == Permission::OwnAccount) return true;
    if (must_change_password) return false;
    if (permission == Permission::SignedIn) return true;
    // Whoever is a person of the directory sees what they themselves cost.
    if (!person_id.empty() && grants(Role::Developer, permission)) return true;
    return std::any_of(roles.begin(), roles.end(),
                       [&](Role role) { return grants(role, permission); });
}

Sight Principal::sees() const {
    if (kind != Kind::Person || must_change_password) return Sight::Nothing;
    if (has(Role::Finance) || has(Role::Auditor)) return Sight::All;
    if (has(Role::TeamLead) && !team_ids.empty()) return Sight::OwnTeams;
    return person_id.empty() ? Sight::Nothing : Sight::Own;
}

bool Principal::sees_pseudonyms(std::string_view team_id) const {
    if (finance_sees_names && has(Role::Finance)) return false;
    // An auditor, too, sees pseudonyms until they reveal one, so that a named reading is on record.
    if (has(Role::TeamLead) && !team_id.empty()) {
        return std::find(team_ids.begin(), team_ids.end(), team_id) == team_ids.end();
    }
    return true;
}

}  // namespace farebox::collector
