#include "core/collector/auth/principal.h"

#include <sstream>

#include "core/base/file_io.h"
#include "core/base/strings.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::collector;

namespace {

Principal person(std::set<Role> roles, std::string person_id = "") {
    Principal who;
    who.kind = Principal::Kind::Person;
    who.account = "somebody";
    who.person_id = std::move(person_id);
    who.roles = std::move(roles);
    return who;
}

std::vector<std::vector<std::string>> matrix() {
    std::vector<std::vector<std::string>> lines;
    std::istringstream text(load_file(tests::data_dir() + "/collector/roles.txt").value_or(""));
    for (std::string line; std::getline(text, line);) {
        if (line.empty() || line[0] == '#') continue;
        std::istringstream words(line);
        std::vector<std::string> cells;
        for (std::string word; words >> word;) cells.push_back(word);
        lines.push_back(cells);
    }
    return lines;
}

}  // namespace

class PrincipalTest : public QObject {
    Q_OBJECT
private slots:
    void holds_the_matrix_of_who_does_what() {
        const auto lines = matrix();
        QCOMPARE(lines.size(), all_permissions().size() + 1);
        QCOMPARE(lines[0].size(), all_roles().size() + 1);
        for (std::size_t row = 1; row < lines.size(); ++row) {
            const Permission permission = all_permissions()[row - 1];
            QCOMPARE(lines[row][0], std::string(to_text(permission)));
            for (std::size_t column = 1; column < lines[row].size(); ++column) {
                const auto role = parse_role(lines[0][column]);
                QVERIFY(role);
                const bool expected = lines[row][column] == "y";
                QVERIFY2(person({*role}).may(permission) == expected,
                         (lines[row][0] + " for " + lines[0][column]).c_str());
            }
        }
    }

    void a_person_of_the_directory_sees_their_own_without_any_role() {
        QVERIFY(person({}, "p1").may(Permission::ReadSpend));
        QVERIFY(!person({}).may(Permission::ReadSpend));
        QVERIFY(person({Role::PlatformAdmin}, "p1").may(Permission::ReadSpend));
        QCOMPARE(person({Role::PlatformAdmin}, "p1").sees(), Sight::Own);
        QCOMPARE(person({Role::PlatformAdmin}).sees(), Sight::Nothing);
    }

    void roles_add_up() {
        const Principal both = person({Role::PlatformAdmin, Role::Finance});
        QVERIFY(both.may(Permission::Administer) && both.may(Permission::ClosePeriods));
        QCOMPARE(both.sees(), Sight::All);
    }

    void a_lead_sees_the_teams_they_lead() {
        Principal lead = person({Role::TeamLead}, "p1");
        QCOMPARE(lead.sees(), Sight::Own);
        lead.team_ids = {"payments"};
        QCOMPARE(lead.sees(), Sight::OwnTeams);
        QVERIFY(!lead.sees_pseudonyms("payments"));
        QVERIFY(lead.sees_pseudonyms("search"));
        QVERIFY(lead.sees_pseudonyms());
    }

    void finance_and_auditors_see_pseudonyms_unless_policy_shows_names() {
        Principal finance = person({Role::Finance});
        QVERIFY(finance.sees_pseudonyms("payments"));
        finance.finance_sees_names = true;
        QVERIFY(!finance.sees_pseudonyms("payments"));
        Principal auditor = person({Role::Auditor});
        auditor.finance_sees_names = true;
        QVERIFY(auditor.sees_pseudonyms("payments"));
        QVERIFY(auditor.may(Permission::RevealNames) && !finance.may(Permission::RevealNames));
    }

    void a_first_password_opens_nothing_but_its_change() {
        Principal admin = person({Role::PlatformAdmin, Role::Finance}, "p1");
        admin.must_change_password = true;
        for (const Permission permission : all_permissions()) {
            QCOMPARE(admin.may(permission),
                     permission == Permission::Public || permission == Permission::OwnAccount);
        }
        QCOMPARE(admin.sees(), Sight::Nothing);
    }

    void devices_and_provisioners_have_one_door_each() {
        const std::pair<Principal::Kind, Permission> doors[] = {
            {Principal::Kind::Device, Permission::Device},
            {Principal::Kind::Provisioner, Permission::Scim},
            {Principal::Kind::Nobody, Permission::Public}};
        for (const auto& [kind, door] : doors) {
            Principal who = person({Role::PlatformAdmin, Role::Auditor}, "p1");
            who.kind = kind;
            for (const Permission permission : all_permissions()) {
                QCOMPARE(who.may(permission), permission == door || permission == Permission::Public);
            }
            QCOMPARE(who.sees(), Sight::Nothing);
        }
    }
};

FAREBOX_TEST_CLASS(PrincipalTest)
#include "principal_test.moc"
