#include "core/collector/chargeback/scope.h"

namespace farebox::collector {

Scope Scope::everything() {
    Scope scope;
    scope.reach = Reach::All;
    scope.amounts = true;
    scope.names = true;
    return scope;
}

std::string Scope::shown(std::string_view developer) const {
    if (names || !pseudonym || (!person_id.empty() && developer == person_id)) {
        return std::string(developer);
    }
    return pseudonym(developer);
}

Scope own_scope(const Principal& who) {
    Scope scope;
    if (who.kind != Principal::Kind::Person || who.person_id.empty()) return scope;
    scope.reach = Scope::Reach::Own;
    scope.person_id = who.person_id;
    scope.amounts = true;
    scope.names = true;
    return scope;
}

Scope scope_of(const Principal& who, const ScopePolicy& policy) {
    Scope scope = own_scope(who);
    const Sight sight = who.sees();
    if (sight == Sight::Nothing || sight == Sight::Own) return scope;
    scope.person_id = who.person_id;
    scope.amounts = true;
    // An auditor writes nothing and ranks nobody; each name they learn is revealed by itself.
    scope.min_group_size = who.has(Role::Auditor) ? 1 : policy.min_group_size;
    if (sight == Sight::OwnTeams) {
        scope.reach = Scope::Reach::Teams;
        scope.team_ids = who.team_ids;
        return scope;
    }
    scope.reach = Scope::Reach::All;
    scope.names = policy.names_visible && who.has(Role::Finance);
    scope.pseudonym = policy.pseudonym;
    return scope;
}

Scope counts_scope(const ScopePolicy& policy) {
    Scope scope;
    scope.reach = Scope::Reach::All;
    scope.min_group_size = policy.min_group_size;
    scope.pseudonym = policy.pseudonym;
    return scope;
}

}  // namespace farebox::collector
