// Disks that are full, files that are locked, damaged, deleted: the ledger says so, keeps what it
// has, and goes on.

#include "core/ledger/ledger.h"

#include <csignal>
#include <filesystem>

#include <sys/resource.h>

#include "core/base/file_io.h"
#include "core/base/strings.h"
#include "core/ledger/reader.h"
#include "core/ledger/sqlite.h"
#include "tests/core/ledger/sample.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::ledger;
using namespace farebox::tests;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

class TroubleTest : public QObject {
    Q_OBJECT
private:
    TestClock clock_;

    std::unique_ptr<Ledger> open(const std::string& path, Options options = {}) {
        return open_ledger(path, clock_, options);
    }
    static std::int64_t calls_in(const std::string& path) {
        const auto reader = Reader::open(path);
        if (!reader) return -1;
        return (*reader)->facts().value().calls;
    }

    // No file of this process may grow past `bytes`: what a full disk looks like to SQLite.
    class FullDisk {
    public:
        explicit FullDisk(rlim_t bytes) {
            std::signal(SIGXFSZ, SIG_IGN);
            getrlimit(RLIMIT_FSIZE, &before_);
            rlimit now = before_;
            now.rlim_cur = bytes;
            setrlimit(RLIMIT_FSIZE, &now);
        }
        ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before_); }

    private:
        rlimit before_{};
    };

private slots:
    void keeps_rows_while_the_disk_is_full_and_writes_them_afterwards() {
        TempDir dir;
        const std::string path = dir.file("l.db");
        auto ledger = open(path);
        ledger->append(sample_call(clock_.time));
        QVERIFY(ledger->flush(5s).has_value());
        {
            const FullDisk full(fs::file_size(path + "-wal"));
            for (int i = 0; i < 300; ++i) QVERIFY(ledger->append(sample_call(clock_.time)));
            const auto flushed = ledger->flush(300ms);
            QVERIFY(!flushed.has_value());
            QVERIFY(contains(flushed.error().message, "300 rows are not on disk"));
            QTRY_VERIFY(!ledger->health().ok);
            QVERIFY(contains(ledger->health().problem, "cannot be written"));
            QCOMPARE(ledger->health().rows_waiting, 300);
        }
        QVERIFY(ledger->flush(10s).has_value());
        QVERIFY(ledger->health().ok);
        QCOMPARE(ledger->health().rows_lost, 0);
        QCOMPARE(calls_in(path), 301);
        QVERIFY((*Reader::open(path))->check().value().empty());
    }

    void starts_on_a_full_disk_and_catches_up() {
        TempDir dir;
        const std::string path = dir.file("l.db");
        std::unique_ptr<Ledger> ledger;
        {
            const FullDisk full(1);
            ledger = open(path);
            QVERIFY(!ledger->health().ok);
            QVERIFY(ledger->append(sample_call(clock_.time)));
        }
        QVERIFY(ledger->flush(10s).has_value());
        QCOMPARE(calls_in(path), 1);
    }

    void waits_for_a_lock_and_says_so() {
        TempDir dir;
        const std::string path = dir.file("l.db");
        auto ledger = open(path);
        Database other = std::move(Database::open(path, Access::ReadWrite)).value();
        QVERIFY(other.execute("BEGIN IMMEDIATE").has_value());
        QVERIFY(ledger->append(sample_call(clock_.time)));
        QVERIFY(!ledger->flush(900ms).has_value());
        QVERIFY(contains(ledger->health().problem, "locked"));
        QVERIFY(other.execute("COMMIT").has_value());
        QVERIFY(ledger->flush(10s).has_value());
        QVERIFY(ledger->health().ok);
    }

    void ends_in_bounded_time_on_a_locked_file_and_counts_what_is_lost() {
        TempDir dir;
        const std::string path = dir.file("l.db");
        Options options;
        options.drain_limit = 300ms;
        auto ledger = open(path, options);
        Database other = std::move(Database::open(path, Access::ReadWrite)).value();
        QVERIFY(other.execute("BEGIN IMMEDIATE").has_value());
        QVERIFY(ledger->append(sample_call(clock_.time)));
        QElapsedTimer timer;
        timer.start();
        ledger.reset();
        QVERIFY(timer.elapsed() < 3'000);
    }

    void moves_a_damaged_file_aside_and_starts_a_new_one() {
        TempDir dir;
        const std::string path = dir.file("l.db");
        QVERIFY(save_file(path, std::string(10'000, 'x')).has_value());
        auto ledger = open(path);
        const Health health = ledger->health();
        QVERIFY(health.ok);
        QVERIFY(contains(health.notice, "l.db.damaged-20261122T033000Z"));
        QVERIFY(load_file(path + ".damaged-20261122T033000Z").value() == std::string(10'000, 'x'));
        ledger->append(sample_call(clock_.time));
        QVERIFY(ledger->flush(5s).has_value());
        QCOMPARE(calls_in(path), 1);
    }

    void starts_a_new_file_when_somebody_deleted_it() {
        TempDir dir;
        const std::string path = dir.file("l.db");
        auto ledger = open(path);
        ledger->append(sample_call(clock_.time));
        QVERIFY(ledger->flush(5s).has_value());
        for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(path + suffix);
        ledger->append(sample_call(clock_.time));
        QVERIFY(ledger->flush(5s).has_value());
        QCOMPARE(calls_in(path), 1);
    }

    void leaves_out_a_row_that_can_never_be_written_and_keeps_the_others() {
        TempDir dir;
        const std::string path = dir.file("l.db");
        auto ledger = open(path);
        Call poison = sample_call(clock_.time);
        poison.note.assign(20'000'000, 'x');  // past the limit for a row
        ledger->append(sample_call(clock_.time));
        ledger->append(std::move(poison));
        ledger->append(sample_call(clock_.time));
        QVERIFY(ledger->flush(60s).has_value());
        QCOMPARE(ledger->health().rows_written, 2);
        QCOMPARE(ledger->health().rows_lost, 1);
        QCOMPARE(calls_in(path), 2);
    }

    void answers_a_reader_while_it_writes() {
        TempDir dir;
        const std::string path = dir.file("l.db");
        auto ledger = open(path);
        ledger->append(sample_call(clock_.time));
        QVERIFY(ledger->flush(5s).has_value());
        auto opened = Reader::open(path);
        const auto& reader = *opened;
        for (int round = 0; round < 20; ++round) {
            for (int i = 0; i < 50; ++i) ledger->append(sample_call(clock_.time));
            QVERIFY(reader->check().value().empty());
        }
        QVERIFY(ledger->flush(5s).has_value());
        QCOMPARE(reader->facts().value().calls, 1'001);
    }
};

FAREBOX_TEST_CLASS(TroubleTest)
#include "trouble_test.moc"
