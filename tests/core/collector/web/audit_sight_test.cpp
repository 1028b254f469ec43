// Who sees which entries of the audit log, by their roles.
#include "core/collector/web/audit_sight.h"

#include "tests/core/collector/directory/rig.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

Principal person(std::set<Role> roles, std::vector<std::string> teams = {}) {
    Principal who;
    who.kind = Principal::Kind::Person;
    who.account = "somebody";
    who.roles = std::move(roles);
    who.team_ids = std::move(teams);
    return who;
}

void add_budget(Session& session, const std::string& budget_id, const std::string& owner, const std::string& id) {
    QVERIFY(session.run("INSERT INTO central_budgets (budget_id, team_id, cost_centre_id, person_id, budget,"
                        " is_active, changed_at, changed_by) VALUES ($1, $2, '', $3, '{}', 1, 1, 'x')",
                        {budget_id, owner == "team_id" ? id : "", owner == "person_id" ? id : ""}));
}

/// The objects of what is seen, oldest first.
std::string seen(Session& session, const Clock& clock, const Principal& who) {
    AuditQuery query;
    query.sight = audit_sight_of(session, who, clock.now()).value();
    std::string text;
    const std::vector<AuditEntry> entries = read_audit(session, query).value();
    for (const AuditEntry& entry : entries) {
        text = entry.action + ":" + entry.object + (text.empty() ? "" : " ") + text;
    }
    return text;
}

}  // namespace

class AuditSightTest : public QObject {
    Q_OBJECT
private slots:
    void is_as_wide_as_the_roles_data() { add_stores(); }
    void is_as_wide_as_the_roles() {
        FAREBOX_STORE(store);
        const SetClock clock{"2026-04-20T10:00Z"};
        const Lease session = store->database().session().value();
        found_company(*session, clock);
        add_budget(*session, "b-pay", "team_id", "payments");
        add_budget(*session, "b-ada", "person_id", "p-ada");
        add_budget(*session, "b-bob", "person_id", "p-bob");
        add_budget(*session, "b-all", "", "");
        const std::pair<const char*, const char*> entries[] = {
            {"budget.set", "b-pay"},          {"override.approve", "b-ada"},     {"budget.set", "b-bob"},
            {"override.request", "b-all"},    {"directory.team", "payments"},    {"directory.team", "search"},
            {"directory.person_team", "p-ada"}, {"directory.person_team", "p-bob"}, {"login.oidc", "payments"},
            {"period.close", "2026-03"},      {"device.revoke", "p-ada"}};
        {
            auto transaction = Transaction::begin(*session).value();
            for (const auto& [action, object] : entries) {
                QVERIFY(append_audit(*session, {.at = 1, .actor = "root", .action = action, .object = object}));
            }
            QVERIFY(append_audit(*session, {.at = 1, .actor = "somebody", .action = "logout"}));
            QVERIFY(transaction.commit());
        }
        const std::string own = "logout:";
        QCOMPARE(seen(*session, clock, person({Role::Developer})), own);
        QCOMPARE(seen(*session, clock, person({Role::TeamLead}, {"payments"})),
                 "budget.set:b-pay override.approve:b-ada directory.team:payments directory.person_team:p-ada " + own);
        // The team alone gives no right without the role, nor the role without a team.
        QCOMPARE(seen(*session, clock, person({Role::Developer}, {"payments"})), own);
        QCOMPARE(seen(*session, clock, person({Role::TeamLead})), own);
        QCOMPARE(seen(*session, clock, person({Role::Finance})),
                 "budget.set:b-pay override.approve:b-ada budget.set:b-bob override.request:b-all "
                 "period.close:2026-03 " + own);
        QCOMPARE(seen(*session, clock, person({Role::PlatformAdmin})),
                 "directory.team:payments directory.team:search directory.person_team:p-ada "
                 "directory.person_team:p-bob login.oidc:payments device.revoke:p-ada " + own);
        QVERIFY(!audit_sight_of(*session, person({Role::Auditor, Role::Developer}), clock.now()).value());
    }
};

FAREBOX_TEST_CLASS(AuditSightTest)
#include "audit_sight_test.moc"
