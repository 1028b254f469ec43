#include "core/collector/store/sqlite/backup.h"

#include "core/base/file_io.h"
#include "core/base/strings.h"
#include "core/collector/store/census.h"
#include "core/collector/store/sqlite/open.h"
#include "tests/core/collector/stores.h"
#include "tests/core/collector/store/calls_sample.h"

#include <atomic>
#include <filesystem>
#include <thread>

using namespace farebox;
using namespace farebox::collector;

namespace {

void add_audit(Database& database, int sequence) {
    const Lease session = database.session().value();
    (void)session->run("INSERT INTO audit VALUES ($1, 0, '', '', '', '', '', '', '', '', '', '')", {sequence})
        .has_value();
}

Census census_of(Database& database) { return take_census(*database.session().value()).value(); }

}  // namespace

class BackupTest : public QObject {
    Q_OBJECT

private slots:
    void brings_back_what_was_there_and_keeps_what_it_replaces() {
        const tests::TempDir folder;
        const std::string file = folder.file("collector.db");
        Census before;
        {
            const auto database = open_sqlite(file).value();
            QVERIFY(migrate(*database));
            for (int i = 1; i <= 10; ++i) add_audit(*database, i);
            before = census_of(*database);
            QVERIFY(back_up_sqlite(*database, folder.file("backup.db")));
            QCOMPARE(std::filesystem::status(folder.file("backup.db")).permissions(),
                     std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
            add_audit(*database, 11);
        }
        QVERIFY(restore_sqlite(folder.file("backup.db"), file));
        QVERIFY(census_of(*open_sqlite(file).value()) == before);
        QCOMPARE(census_of(*open_sqlite(file + ".before-restore").value()).tables.size(), before.tables.size());
        QVERIFY(!(census_of(*open_sqlite(file + ".before-restore").value()) == before));
    }

    void copies_one_moment_while_others_write() {
        const tests::TempDir folder;
        const auto database = open_sqlite(folder.file("collector.db")).value();
        QVERIFY(migrate(*database));
        std::atomic<bool> is_over{false};
        std::thread writer([&] {
            for (int i = 1; !is_over; ++i) add_audit(*database, i);
        });
        for (int i = 0; i < 3; ++i) {
            const Result<void> done = back_up_sqlite(*database, folder.file("b" + std::to_string(i)));
            QVERIFY2(done.has_value(), done ? "" : done.error().message.c_str());
        }
        is_over = true;
        writer.join();
        const auto copy = open_sqlite(folder.file("b2")).value();
        const Lease session = copy->session().value();
        const auto rows = session->run("SELECT COUNT(*), MAX(sequence) FROM audit").value();
        QCOMPARE(rows[0].integer(0), rows[0].integer(1));
    }

    void touches_nothing_when_the_backup_is_no_good() {
        const tests::TempDir folder;
        const std::string file = folder.file("collector.db");
        {
            const auto database = open_sqlite(file).value();
            QVERIFY(migrate(*database));
            add_audit(*database, 1);
        }
        const Census before = census_of(*open_sqlite(file).value());
        (void)save_file(folder.file("noise"), std::string(8192, 'x'));
        { const auto empty = open_sqlite(folder.file("foreign")).value(); }
        {
            const auto newer = open_sqlite(folder.file("newer")).value();
            QVERIFY(migrate(*newer));
            const Lease session = newer->session().value();
            QVERIFY(session->run("UPDATE schema_version SET version = 999"));
        }
        for (const char* bad : {"absent", "noise", "foreign", "newer"}) {
            QVERIFY2(!restore_sqlite(folder.file(bad), file), bad);
        }
        QVERIFY(census_of(*open_sqlite(file).value()) == before);
        QVERIFY(!file_exists(file + ".before-restore"));
    }

    void does_not_write_over_a_file() {
        const tests::TempDir folder;
        const auto database = open_sqlite(folder.file("collector.db")).value();
        QVERIFY(migrate(*database));
        (void)save_file(folder.file("there"), "mine");
        QVERIFY(!back_up_sqlite(*database, folder.file("there")));
        QCOMPARE(load_file(folder.file("there")).value(), std::string("mine"));
    }

    // The way that docs/collector.md tells, with partitions that were made on the way.
    void postgres_comes_back_by_its_own_tools() {
        tests::PostgresServer* server = tests::shared_postgres();
        if (server == nullptr) QSKIP(tests::PostgresServer::why_not().c_str());
        const tests::TempDir folder;
        const std::string url = server->make_database(), dump = folder.file("farebox.dump");
        const auto database = open_postgres(url).value();
        QVERIFY(migrate(*database));
        const auto earlier = tests::batch_of({tests::call_at(tests::November - 40 * NsPerDay, 1, 1),
                                              tests::call_at(tests::November, 2, 2)});
        QCOMPARE(CallStore(*database).append(earlier).value().accepted, std::int64_t{2});
        add_audit(*database, 1);
        const Census before = census_of(*database);
        QVERIFY(server->run_tool("pg_dump", {"--format=custom", "--file=" + dump, url}));

        const std::string target = server->make_database();
        QVERIFY(server->run_tool("pg_restore", {"--no-owner", "--exit-on-error", "--dbname=" + target, dump}));
        const auto restored = open_postgres(target).value();
        QVERIFY(migrate(*restored));
        QVERIFY(census_of(*restored) == before);
        // It goes on: what is known is known, and a new month gets its partition.
        CallStore calls(*restored);
        QCOMPARE(calls.append(earlier).value().duplicate, std::int64_t{2});
        const auto late = tests::batch_of({tests::call_at(tests::November - 80 * NsPerDay, 3, 3)});
        QCOMPARE(calls.append(late).value().accepted, std::int64_t{1});
    }

    void counts_every_table_of_the_schema() {
        const tests::TempDir folder;
        const auto database = open_sqlite(folder.file("collector.db")).value();
        QVERIFY(migrate(*database));
        const Census census = census_of(*database);
        const Lease session = database->session().value();
        const auto rows = session->run("SELECT name FROM sqlite_master WHERE type = 'table' AND "
                                       "name NOT LIKE 'sqlite_%' AND name <> 'schema_version' "
                                       "ORDER BY name").value();
        QCOMPARE(census.tables.size(), rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) QCOMPARE(census.tables[i].name, rows[i].text(0));
    }
};

FAREBOX_TEST_CLASS(BackupTest)
#include "backup_test.moc"
