#include "core/collector/auth/web_sessions.h"

#include "tests/core/collector/stores.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

constexpr UtcNs Now = 1'800'000'000 * NsPerSecond;
constexpr UtcNs Hour = 3600 * NsPerSecond;

bool is_in(Session& session, const std::string& cookie, UtcNs now) {
    return find_session(session, cookie, now).value().kind == Principal::Kind::Person;
}

}  // namespace

class WebSessionsTest : public QObject {
    Q_OBJECT
private slots:
    void carries_roles_of_the_account_and_of_its_groups_data() { add_stores(); }
    void carries_roles_of_the_account_and_of_its_groups() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        (void)add_local_account(*session, "ada", {{Role::Auditor, ""}}, "t", Now);
        const std::string cookie =
            begin_session(*session, "ada", {{Role::TeamLead, "x"}, {Role::TeamLead, "y"}}, Now).value();
        const Principal who = find_session(*session, cookie, Now).value();
        QCOMPARE(who.account, std::string("ada"));
        QVERIFY(who.has(Role::Auditor) && who.has(Role::TeamLead) && !who.has(Role::Finance));
        QCOMPARE(who.team_ids, (std::vector<std::string>{"x", "y"}));
        // Another session of the same account without groups.
        const std::string other = begin_session(*session, "ada", {}, Now).value();
        QVERIFY(!find_session(*session, other, Now).value().has(Role::TeamLead));
    }

    void ends_when_idle_old_or_told_to_data() { add_stores(); }
    void ends_when_idle_old_or_told_to() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        (void)add_local_account(*session, "ada", {}, "t", Now);
        const std::string idle = begin_session(*session, "ada", {}, Now).value();
        QVERIFY(is_in(*session, idle, Now + 7 * Hour));
        QVERIFY(is_in(*session, idle, Now + 14 * Hour));
        QVERIFY(!is_in(*session, idle, Now + 14 * Hour + SessionIdle + NsPerSecond));

        const std::string busy = begin_session(*session, "ada", {}, Now).value();
        for (int hour = 1; hour <= 24; ++hour) QVERIFY(is_in(*session, busy, Now + hour * Hour));
        QVERIFY(!is_in(*session, busy, Now + 24 * Hour + NsPerSecond));

        const std::string told = begin_session(*session, "ada", {}, Now).value();
        QVERIFY(end_session(*session, told));
        QVERIFY(!is_in(*session, told, Now));
        QVERIFY(!is_in(*session, "", Now));

        QVERIFY(forget_ended_sessions(*session, Now + 100 * Hour));
        QVERIFY(session->run("SELECT account FROM web_sessions").value().empty());
    }

    void the_database_does_not_hold_the_cookie_data() { add_stores(); }
    void the_database_does_not_hold_the_cookie() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        (void)add_local_account(*session, "ada", {}, "t", Now);
        const std::string cookie = begin_session(*session, "ada", {}, Now).value();
        QCOMPARE(cookie.size(), std::size_t{43});
        const Rows rows = session->run("SELECT * FROM web_sessions").value();
        QCOMPARE(rows.size(), std::size_t{1});
        for (const Row& row : rows) {
            for (std::size_t i = 0; i < row.size(); ++i) QVERIFY(row.text(i) != cookie);
        }
    }

    void cookies_are_for_this_host_and_no_script() {
        QCOMPARE(session_cookie(true, "abc"),
                 std::string("__Host-farebox=abc; Path=/; HttpOnly; SameSite=Lax; Secure"));
        QCOMPARE(session_cookie(false, "abc"), std::string("farebox=abc; Path=/; HttpOnly; SameSite=Lax"));
        QVERIFY(session_cookie(true, "").ends_with("; Secure; Max-Age=0"));
        QCOMPARE(find_cookie("a=1; farebox=x=y; b=2", "farebox"), std::string("x=y"));
        QCOMPARE(find_cookie("xfarebox=1;farebox = 2", "farebox"), std::string());
        QCOMPARE(find_cookie("", "farebox"), std::string());
    }

    void the_token_of_writes_follows_from_the_cookie() {
        QCOMPARE(csrf_token_of("a"), csrf_token_of("a"));
        QVERIFY(csrf_token_of("a") != csrf_token_of("b"));
        QCOMPARE(csrf_token_of("a").size(), std::size_t{43});
    }
};

FAREBOX_TEST_CLASS(WebSessionsTest)
#include "web_sessions_test.moc"
