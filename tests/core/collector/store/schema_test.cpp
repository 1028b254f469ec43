#include "core/collector/store/schema.h"

#include <atomic>
#include <set>
#include <thread>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/collector/store/stored_call.h"
#include "tests/core/collector/stores.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

const std::vector<SchemaVersion> Two = {{"CREATE TABLE a (x BIGINT);", ""},
                                        {"CREATE TABLE b (x BIGINT);"}};

}  // namespace

class SchemaTest : public QObject {
    Q_OBJECT
private slots:
    void reads_what_is_for_one_engine_there_alone() {
        const char* script = "CREATE TABLE t (k TEXT) /*postgres: PARTITION BY LIST (k) */;"
                             "/*sqlite: PRAGMA x; */";
        QCOMPARE(in_dialect(script, Engine::Sqlite),
                 std::string("CREATE TABLE t (k TEXT) /*postgres: PARTITION BY LIST (k) */; PRAGMA x; "));
        QCOMPARE(in_dialect(script, Engine::Postgres),
                 std::string("CREATE TABLE t (k TEXT COLLATE \"C\")  PARTITION BY LIST (k) ;"
                             "/*sqlite: PRAGMA x; */"));
    }

    void brings_a_database_to_the_newest_version_once_data() { add_stores(); }
    void brings_a_database_to_the_newest_version_once() {
        FAREBOX_BARE_STORE(store);
        const Lease session = store->database().session().value();
        QVERIFY(migrate_to(*session, {Two[0]}).has_value());
        QVERIFY(migrate_to(*session, Two).has_value());
        QVERIFY(migrate_to(*session, Two).has_value());
        QVERIFY(session->run("SELECT a.x, b.x FROM a, b").has_value());
        const Rows rows = session->run("SELECT version FROM schema_version ORDER BY version").value();
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(rows[1].integer(0), 2);
    }

    void leaves_newer_or_other_data_alone_data() { add_stores(); }
    void leaves_newer_or_other_data_alone() {
        FAREBOX_BARE_STORE(store);
        const Lease session = store->database().session().value();
        QVERIFY(migrate_to(*session, Two).has_value());
        const auto older = migrate_to(*session, {Two[0]});
        QCOMPARE(older.error().code, ErrorCode::Conflict);
        QVERIFY(contains(older.error().message, "version 2"));
        const auto other = migrate_to(*session, {Two[0], {"CREATE TABLE c (x BIGINT);"}});
        QCOMPARE(other.error().code, ErrorCode::Conflict);
    }

    void takes_a_version_as_a_whole_or_not_at_all_data() { add_stores(); }
    void takes_a_version_as_a_whole_or_not_at_all() {
        FAREBOX_BARE_STORE(store);
        const Lease session = store->database().session().value();
        const SchemaVersion broken = {"CREATE TABLE b (x BIGINT);", "CREATE TABLE ("};
        QVERIFY(!migrate_to(*session, {Two[0], broken}).has_value());
        QVERIFY(session->run("SELECT x FROM a").has_value());
        QVERIFY(!session->run("SELECT x FROM b").has_value());
        QVERIFY(migrate_to(*session, Two).has_value());
    }

    void is_safe_when_several_start_at_once_data() { add_stores(); }
    void is_safe_when_several_start_at_once() {
        FAREBOX_BARE_STORE(store);
        std::vector<std::thread> threads;
        std::atomic<int> successes{0};
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                const auto database = store->open_again();
                successes += database.has_value() && migrate(**database).has_value();
            });
        }
        for (auto& thread : threads) thread.join();
        QCOMPARE(successes.load(), 4);
    }

    void has_a_column_for_every_field_that_is_sent_data() { add_stores(); }
    void has_a_column_for_every_field_that_is_sent() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        const std::set<std::string_view> local(LocalFields.begin(), LocalFields.end());
        const Call call;
        visit_fields(call, [&](const char* name, const auto&) {
            for (const char* table : {"calls", "replaced_calls"}) {
                const auto found = session->run(format("SELECT \"{}\" FROM {}", name, table));
                // SQLite reads an unknown name in double quotes as a text.
                const bool is_known = found.has_value() &&
                                      session->run(format("SELECT t.\"{}\" FROM {} t", name, table))
                                          .has_value();
                QVERIFY2(is_known != local.contains(name), name);
            }
        });
    }

    void sorts_text_by_bytes_data() { add_stores(); }
    void sorts_text_by_bytes() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        for (const char* reason : {"b", "B", "a"}) {
            QVERIFY(session
                        ->run("INSERT INTO discarded_calls VALUES ('d', 'e', $1, 1)",
                              {std::string(reason)})
                        .has_value());
        }
        const Rows rows = session->run("SELECT reason FROM discarded_calls ORDER BY reason").value();
        QCOMPARE(rows[0].text(0), std::string("B"));
        QCOMPARE(rows[2].text(0), std::string("b"));
    }
};

FAREBOX_TEST_CLASS(SchemaTest)
#include "schema_test.moc"
