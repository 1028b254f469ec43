// What is done at the collector's machine is on record like what is done on its pages.
#include "core/collector/web/local_commands.h"

#include "core/collector/audit/audit_log.h"
#include "core/collector/auth/accounts.h"
#include "core/collector/auth/web_sessions.h"
#include "tests/core/collector/stores.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

constexpr UtcNs Now = 1'790'000'000 * NsPerSecond;

std::int64_t rows_of(Session& session, const std::string& table) {
    return session.run("SELECT count(*) FROM " + table).value()[0].integer(0);
}

bool hide_audit(Session& session) {
    return session.run_script("ALTER TABLE audit RENAME TO audit_elsewhere").has_value();
}

}  // namespace

class LocalCommandsTest : public QObject {
    Q_OBJECT
private slots:
    void a_token_and_a_new_password_leave_an_entry_each_data() { add_stores(); }
    void a_token_and_a_new_password_leave_an_entry_each() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        QVERIFY(make_first_admin(*session, Now));
        const auto token = make_token_locally(*session, "laptops of Berlin", "root", Now);
        QVERIFY(token);
        QVERIFY(reset_password_locally(*session, "admin", "", Now + 1));

        const auto entries = read_audit(*session, {}).value();
        QCOMPARE(entries.size(), std::size_t{2});
        QCOMPARE(entries[1].actor, std::string("command line, root"));
        QCOMPARE(entries[1].action, std::string("token.make"));
        QCOMPARE(entries[1].object, token->token_id);
        QCOMPARE(entries[1].after, std::string("enroll: laptops of Berlin"));
        QCOMPARE(entries[0].actor, std::string("command line"));
        QCOMPARE(entries[0].action, std::string("account.reset"));
        QCOMPARE(entries[0].object, std::string("admin"));
        QCOMPARE(entries[0].at, Now + 1);
        QVERIFY(verify_audit(*session).value().is_whole);
        QCOMPARE(list_tokens(*session).value()[0].created_by, std::string("command line, root"));
        // Neither the token nor the password is in it.
        for (const AuditEntry& entry : entries) {
            QVERIFY(to_text(to_json(entry)).find(token->text) == std::string::npos);
        }
    }

    void what_cannot_be_put_on_record_does_not_happen_data() { add_stores(); }
    void what_cannot_be_put_on_record_does_not_happen() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        const std::string first = make_first_admin(*session, Now).value().value();
        const auto cookie = begin_session(*session, "admin", {}, Now);
        QVERIFY(cookie);
        QVERIFY(hide_audit(*session));
        QVERIFY(!make_token_locally(*session, "laptops", "root", Now));
        QVERIFY(!reset_password_locally(*session, "admin", "root", Now));
        QCOMPARE(rows_of(*session, "access_tokens"), std::int64_t{0});
        QCOMPARE(rows_of(*session, "web_sessions"), std::int64_t{1});
        QVERIFY(std::holds_alternative<Account>(admit_password(*session, "admin", first, Now)));
    }

    void what_was_refused_leaves_none_data() { add_stores(); }
    void what_was_refused_leaves_none() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        QCOMPARE(make_token_locally(*session, " ", "root", Now).error().code, ErrorCode::Invalid);
        QCOMPARE(reset_password_locally(*session, "nobody", "root", Now).error().code,
                 ErrorCode::NotFound);
        QVERIFY(read_audit(*session, {}).value().empty());
    }
};

FAREBOX_TEST_CLASS(LocalCommandsTest)
#include "local_commands_test.moc"
