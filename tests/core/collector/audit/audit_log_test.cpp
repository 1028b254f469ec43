#include "core/collector/audit/audit_log.h"

#include "core/base/strings.h"
#include "core/collector/store/sqlite/open.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::collector;

class AuditLogTest : public QObject {
    Q_OBJECT

private:
    struct Store {
        tests::TempDir folder;
        std::unique_ptr<Database> database = open_sqlite(folder.file("a.db")).value();
        Store() { (void)migrate(*database).has_value(); }
    };

    static void append(Session& session, const std::string& actor, const std::string& action, UtcNs at = 5) {
        Transaction transaction = Transaction::begin(session).value();
        QVERIFY(append_audit(session, {.at = at, .actor = actor, .role = "finance", .action = action,
                                       .object = "2026-04", .reason = "month end", .ip = "10.0.0.1"}));
        QVERIFY(transaction.commit());
    }

private slots:
    void chains_entries_from_one_on() {
        Store store;
        const Lease session = store.database->session().value();
        for (int i = 0; i < 3; ++i) append(*session, "ada", "period.close");
        const auto entries = read_audit(*session, {}).value();
        QCOMPARE(int(entries.size()), 3);
        QCOMPARE(int(entries[0].sequence), 3);
        QCOMPARE(entries[0].previous_hash, entries[1].hash);
        QCOMPARE(entries[2].previous_hash, std::string());
        const AuditVerdict verdict = verify_audit(*session).value();
        QVERIFY(verdict.is_whole);
        QCOMPARE(int(verdict.count), 3);
        QCOMPARE(verdict.newest_hash, entries[0].hash);
    }

    void goes_with_the_transaction_it_was_part_of() {
        Store store;
        const Lease session = store.database->session().value();
        append(*session, "ada", "period.close");
        {
            Transaction transaction = Transaction::begin(*session).value();
            QVERIFY(append_audit(*session, {.actor = "eve", .action = "undone"}));
        }
        append(*session, "ada", "period.close");
        QCOMPARE(int(read_audit(*session, {}).value().size()), 2);
        QVERIFY(verify_audit(*session).value().is_whole);
    }

    void finds_what_was_tampered_with_data() {
        QTest::addColumn<QString>("tampering");
        QTest::addColumn<QString>("problem");
        QTest::newRow("a changed actor") << "UPDATE audit SET actor = 'bob' WHERE sequence = 2" << "entry 2 was changed";
        QTest::newRow("a moved letter") << "UPDATE audit SET actor = 'adaf', role = 'inance' WHERE sequence = 2"
                                        << "entry 2 was changed";
        QTest::newRow("a removed one") << "DELETE FROM audit WHERE sequence = 2" << "entry 2 is missing";
        QTest::newRow("the first removed") << "DELETE FROM audit WHERE sequence = 1" << "entry 1 is missing";
        QTest::newRow("a new hash") << "UPDATE audit SET hash = 'x' WHERE sequence = 3" << "entry 3 was changed";
    }
    void finds_what_was_tampered_with() {
        QFETCH(QString, tampering);
        QFETCH(QString, problem);
        Store store;
        const Lease session = store.database->session().value();
        for (int i = 0; i < 3; ++i) append(*session, "ada", "period.close");
        QVERIFY(session->run(tampering.toStdString()));
        const AuditVerdict verdict = verify_audit(*session).value();
        QVERIFY(!verdict.is_whole);
        QVERIFY2(contains(verdict.problem, problem.toStdString()), verdict.problem.c_str());
    }

    void finds_a_cut_end_by_a_hash_that_was_kept_elsewhere() {
        Store store;
        const Lease session = store.database->session().value();
        for (int i = 0; i < 3; ++i) append(*session, "ada", "period.close");
        const std::string kept = verify_audit(*session).value().newest_hash;
        QVERIFY(verify_audit(*session, 3, kept).value().is_whole);
        QVERIFY(session->run("DELETE FROM audit WHERE sequence = 3"));
        QVERIFY(verify_audit(*session).value().is_whole);
        QVERIFY(!verify_audit(*session, 3, kept).value().is_whole);
        append(*session, "eve", "something.else");
        QVERIFY(!verify_audit(*session, 3, kept).value().is_whole);
    }

    void filters_and_pages() {
        Store store;
        const Lease session = store.database->session().value();
        append(*session, "ada", "period.close", 10);
        append(*session, "bob", "period_close", 20);
        append(*session, "ada", "login", 30);
        QCOMPARE(int(read_audit(*session, {.actor = "ada"}).value().size()), 2);
        QCOMPARE(int(read_audit(*session, {.action = "period."}).value().size()), 1);
        QCOMPARE(int(read_audit(*session, {.action = "period_"}).value().size()), 1);
        QCOMPARE(int(read_audit(*session, {.since = 20, .until = 30}).value().size()), 1);
        QCOMPARE(int(read_audit(*session, {.sight = AuditSight{"bob", {"login"}, {}}}).value().size()), 2);
        QCOMPARE(int(read_audit(*session, {.sight = AuditSight{"nobody", {}, {}}}).value().size()), 0);
        const auto first = read_audit(*session, {.limit = 2}).value();
        QCOMPARE(int(first.size()), 2);
        const auto rest = read_audit(*session, {.before_sequence = first.back().sequence}).value();
        QCOMPARE(int(rest.size()), 1);
        QCOMPARE(rest[0].action, std::string("period.close"));
    }
};

FAREBOX_TEST_CLASS(AuditLogTest)
#include "audit_log_test.moc"
