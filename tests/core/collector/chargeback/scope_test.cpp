#include "core/collector/chargeback/scope.h"

#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::collector;

namespace {

Principal person(std::set<Role> roles, std::vector<std::string> teams = {}) {
    Principal who;
    who.kind = Principal::Kind::Person;
    who.person_id = "ada";
    who.roles = std::move(roles);
    who.team_ids = std::move(teams);
    return who;
}

ScopePolicy policy() {
    ScopePolicy policy;
    policy.pseudonym = [](std::string_view id) { return "dev-" + std::string(id.substr(0, 1)); };
    return policy;
}

}  // namespace

class ScopeTest : public QObject {
    Q_OBJECT
private slots:
    void shows_a_developer_their_own_rows() {
        const Scope scope = scope_of(person({Role::Developer}), policy());
        QCOMPARE(scope.reach, Scope::Reach::Own);
        QVERIFY(scope.amounts);
        QCOMPARE(scope.shown("ada"), std::string("ada"));
    }

    void shows_a_lead_their_teams_by_name() {
        const Scope scope = scope_of(person({Role::TeamLead}, {"t1"}), policy());
        QCOMPARE(scope.reach, Scope::Reach::Teams);
        QCOMPARE(scope.shown("bob"), std::string("bob"));
        QCOMPARE(scope_of(person({Role::TeamLead}), policy()).reach, Scope::Reach::Own);
    }

    void shows_finance_everything_under_pseudonyms() {
        const Scope scope = scope_of(person({Role::Finance}), policy());
        QCOMPARE(scope.reach, Scope::Reach::All);
        QVERIFY(scope.amounts);
        QCOMPARE(scope.shown("bob"), std::string("dev-b"));
        QCOMPARE(scope.shown("ada"), std::string("ada"));
        QCOMPARE(scope.min_group_size, 5);
        ScopePolicy named = policy();
        named.names_visible = true;
        QCOMPARE(scope_of(person({Role::Finance}), named).shown("bob"), std::string("bob"));
    }

    void shows_an_administrator_counts_alone() {
        const Scope scope = counts_scope(policy());
        QCOMPARE(scope.reach, Scope::Reach::All);
        QVERIFY(!scope.amounts);
    }

    void folds_no_groups_for_an_auditor() {
        const Scope scope = scope_of(person({Role::Auditor}), policy());
        QCOMPARE(scope.reach, Scope::Reach::All);
        QCOMPARE(scope.shown("bob"), std::string("dev-b"));
        QCOMPARE(scope.min_group_size, 1);
    }

    void takes_the_widest_of_several_roles() {
        const Scope scope =
            scope_of(person({Role::PlatformAdmin, Role::Finance, Role::Developer}), policy());
        QCOMPARE(scope.reach, Scope::Reach::All);
        QVERIFY(scope.amounts);
    }

    void shows_nothing_to_nobody() {
        QCOMPARE(scope_of(Principal(), policy()).reach, Scope::Reach::Nothing);
        Principal device = person({Role::Finance});
        device.kind = Principal::Kind::Device;
        QCOMPARE(scope_of(device, policy()).reach, Scope::Reach::Nothing);
        QCOMPARE(own_scope(Principal()).reach, Scope::Reach::Nothing);
    }
};

FAREBOX_TEST_CLASS(ScopeTest)
#include "scope_test.moc"
