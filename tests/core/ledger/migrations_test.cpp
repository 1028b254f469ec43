#include "core/ledger/migrations.h"


#include "core/base/file_io.h"
#include "core/base/strings.h"
#include "core/ledger/ledger.h"
#include "core/ledger/reader.h"
#include "core/model/call_fields.h"
#include "tests/core/ledger/sample.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::ledger;
using namespace farebox::tests;

class MigrationsTest : public QObject {
    Q_OBJECT
private:
    TestClock clock_;

    static Database make_file(const std::string& path, std::int64_t version) {
        Database database = std::move(Database::open(path, Access::ReadWrite)).value();
        if (!migrate(database, version)) qFatal("migrating failed");
        return database;
    }
    static std::string schema(Database& database) {
        return database.query_text("SELECT group_concat(sql, ';') FROM (SELECT sql FROM "
                                   "sqlite_master WHERE sql IS NOT NULL ORDER BY name)")
            .value();
    }
    Result<std::unique_ptr<Ledger>> open(const std::string& path) {
        Options options;
        options.path = path;
        return Ledger::open(options, clock_);
    }

private slots:
    void has_a_column_for_every_field_of_a_call() {
        TempDir dir;
        Database database = make_file(dir.file("l.db"), newest_version());
        const Call call;
        visit_fields(call, [&](const char* name, const auto&) {
            const auto found = database.query_int(
                format("SELECT count(*) FROM pragma_table_info('calls') WHERE name = '{}'", name));
            QVERIFY2(found.value() == 1, name);
        });
    }

    void reaches_the_same_schema_from_every_earlier_version() {
        TempDir dir;
        Database fresh = make_file(dir.file("fresh.db"), newest_version());
        for (std::int64_t version = 1; version < newest_version(); ++version) {
            const std::string path = dir.file(format("from-{}.db", version));
            make_file(path, version);
            QVERIFY(open(path).has_value());
            Database migrated = std::move(Database::open(path, Access::ReadOnly)).value();
            QCOMPARE(schema(migrated), schema(fresh));
            QCOMPARE(migrated.query_int("PRAGMA user_version").value(), newest_version());
        }
    }

    void keeps_rows_queues_them_for_the_collector_and_keeps_a_copy() {
        TempDir dir;
        const std::string path = dir.file("l.db");
        {
            Database old = make_file(path, 1);
            QVERIFY(old.execute("INSERT INTO calls (call_id, attempt, started_at, utc_offset_min, "
                                "streamed, request_bytes, response_bytes, revision) VALUES "
                                "('c-1', 1, 5, 0, 1, 0, 0, 3)")
                        .has_value());
        }
        {
            const auto ledger = open(path);
            QVERIFY(ledger.has_value());
            QVERIFY(contains((*ledger)->health().notice, format("from version 1 to {}", newest_version())));
        }
        Database now = std::move(Database::open(path, Access::ReadOnly)).value();
        QCOMPARE(now.query_int("SELECT revision FROM outbox WHERE call_id = 'c-1'").value(), 3);
        QCOMPARE(now.query_int("SELECT count(*) FROM calls").value(), 1);
        Database copy = std::move(Database::open(path + ".version-1", Access::ReadOnly)).value();
        QCOMPARE(copy.query_int("PRAGMA user_version").value(), 1);
        QCOMPARE(copy.query_int("SELECT count(*) FROM calls").value(), 1);
    }

    void leaves_a_file_at_its_version_when_a_step_fails() {
        TempDir dir;
        const std::string path = dir.file("l.db");
        {
            Database old = make_file(path, 1);
            QVERIFY(old.execute("CREATE TABLE outbox (in_the_way)").has_value());
        }
        const auto ledger = open(path);
        QVERIFY(!ledger.has_value());
        QVERIFY(contains(ledger.error().message, "version 2"));
        Database same = std::move(Database::open(path, Access::ReadOnly)).value();
        QCOMPARE(same.query_int("PRAGMA user_version").value(), 1);
    }

    void refuses_a_newer_file_and_does_not_touch_it() {
        TempDir dir;
        const std::string path = dir.file("l.db");
        make_file(path, newest_version()).execute("PRAGMA user_version = 99").has_value();
        const std::string before = load_file(path).value();
        const auto ledger = open(path);
        QVERIFY(!ledger.has_value());
        QCOMPARE(static_cast<int>(ledger.error().code), static_cast<int>(ErrorCode::Conflict));
        QVERIFY(contains(ledger.error().message, "install the newer Farebox again"));
        QVERIFY(load_file(path).value() == before);
        QVERIFY(!Reader::open(path).has_value());
    }

    void refuses_a_database_of_another_program() {
        TempDir dir;
        const std::string path = dir.file("l.db");
        std::move(Database::open(path, Access::ReadWrite)).value()
            .execute("CREATE TABLE bookmarks (url)").has_value();
        const auto ledger = open(path);
        QVERIFY(!ledger.has_value());
        QVERIFY(contains(ledger.error().message, "another program"));
    }

    void tells_a_reader_that_the_daemon_migrates() {
        TempDir dir;
        make_file(dir.file("l.db"), 1);
        const auto reader = Reader::open(dir.file("l.db"));
        QVERIFY(!reader.has_value());
        QVERIFY(contains(reader.error().message, "starting fareboxd once migrates it"));
    }
};

FAREBOX_TEST_CLASS(MigrationsTest)
#include "migrations_test.moc"
