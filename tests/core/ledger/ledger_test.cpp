#include "core/ledger/ledger.h"

#include <filesystem>

#include "core/ledger/reader.h"
#include "tests/core/ledger/sample.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::ledger;
using namespace farebox::tests;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

class LedgerTest : public QObject {
    Q_OBJECT
private:
    TestClock clock_;

    std::unique_ptr<Ledger> open(const std::string& path, Options options = {}) {
        return open_ledger(path, clock_, options);
    }
    static std::unique_ptr<Reader> read(const std::string& path) {
        auto opened = Reader::open(path);
        if (!opened) qFatal("%s", opened.error().message.c_str());
        return std::move(opened).value();
    }
    static Totals total(Reader& reader) {
        const auto rows = reader.spend({}).value();
        return rows.empty() ? Totals{} : rows.front().totals;
    }

private slots:
    void gives_back_every_field_as_it_was_appended() {
        TempDir dir;
        const Call call = sample_call(clock_.time);
        auto ledger = open(dir.file("ledger.db"));
        QVERIFY(ledger->append(call));
        QVERIFY(ledger->flush(5s).has_value());
        const auto found = read(dir.file("ledger.db"))->find_call(call.call_id).value();
        QVERIFY(found.has_value());
        QVERIFY(*found == call);
    }

    void keeps_rows_after_it_is_closed_without_a_flush() {
        TempDir dir;
        {
            auto ledger = open(dir.file("ledger.db"));
            for (int i = 0; i < 500; ++i) QVERIFY(ledger->append(sample_call(clock_.time)));
        }
        QCOMPARE(total(*read(dir.file("ledger.db"))).calls, 500);
    }

    void counts_the_same_revision_once() {
        TempDir dir;
        auto ledger = open(dir.file("ledger.db"));
        const Call call = sample_call(clock_.time);
        for (int i = 0; i < 3; ++i) ledger->append(call);
        QVERIFY(ledger->flush(5s).has_value());
        ledger->append(call);
        QVERIFY(ledger->flush(5s).has_value());
        const Totals totals = total(*read(dir.file("ledger.db")));
        QCOMPARE(totals.calls, 1);
        QCOMPARE(totals.input_tokens.total, 1'200);
        QVERIFY(ledger->health().ok);
        QCOMPARE(ledger->health().rows_lost, 0);
    }

    void replaces_the_figures_of_an_earlier_revision_exactly() {
        TempDir dir;
        auto ledger = open(dir.file("ledger.db"));
        Call call = sample_call(clock_.time);
        ledger->append(call);
        call.revision = 2;
        call.usage.output_tokens = 999;
        call.usage.cache_read_tokens.reset();
        call.model_served = "claude-opus-5-5-20261101";
        ledger->append(call);
        QVERIFY(ledger->flush(5s).has_value());

        auto reader = read(dir.file("ledger.db"));
        const auto rows = reader->spend({.by = {"model"}}).value();
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows[0].keys[0], "claude-opus-5-5-20261101");
        QCOMPARE(rows[0].totals.output_tokens.total, 999);
        QCOMPARE(rows[0].totals.cache_read_tokens.value(), std::optional<std::int64_t>());

        call.revision = 1;
        ledger->append(call);
        QVERIFY(ledger->flush(5s).has_value());
        QVERIFY(reader->find_call(call.call_id).value()->revision == 2);
        QVERIFY(reader->check().value().empty());
    }

    void shows_a_revised_row_to_a_follower_again() {
        TempDir dir;
        auto ledger = open(dir.file("ledger.db"));
        Call call = sample_call(clock_.time);
        ledger->append(call);
        QVERIFY(ledger->flush(5s).has_value());
        auto reader = read(dir.file("ledger.db"));
        const auto seen = reader->calls({}).value().front().sequence;
        call.revision = 2;
        ledger->append(call);
        QVERIFY(ledger->flush(5s).has_value());
        const auto again = reader->calls({.after = seen, .order = Order::OldestFirst}).value();
        QCOMPARE(again.size(), 1);
        QCOMPARE(again[0].call.revision, 2);
    }

    void refuses_rows_beyond_its_queue_and_counts_them() {
        TempDir dir;
        Options options;
        options.queue_limit = 10;
        options.group_commit = 10s;
        auto ledger = open(dir.file("ledger.db"), options);
        int taken = 0;
        for (int i = 0; i < 25; ++i) taken += ledger->append(sample_call(clock_.time));
        QCOMPARE(taken, 10);
        QCOMPARE(ledger->health().rows_lost, 15);
        QCOMPARE(ledger->health().rows_waiting, 10);
        QVERIFY(ledger->flush(5s).has_value());
        QCOMPARE(total(*read(dir.file("ledger.db"))).calls, 10);
    }

    void makes_its_files_private() {
        TempDir dir;
        auto ledger = open(dir.file("state/ledger.db"));
        ledger->append(sample_call(clock_.time));
        QVERIFY(ledger->flush(5s).has_value());
        for (const char* suffix : {"", "-wal", "-shm"}) {
            const auto mode = fs::status(dir.file("state/ledger.db") + suffix).permissions();
            QCOMPARE(static_cast<unsigned>(mode), 0600U);
        }
    }

    void does_not_wake_up_while_nothing_happens() {
        TempDir dir;
        auto ledger = open(dir.file("ledger.db"));
        ledger->append(sample_call(clock_.time));
        QVERIFY(ledger->flush(5s).has_value());
        // Only the writer's: a sanitizer has threads of its own that do wake up.
        const auto switches = [] {
            long count = 0;
            for (const auto& task : fs::directory_iterator("/proc/self/task")) {
                QFile status(QString::fromStdString(task.path().string() + "/status"));
                if (!status.open(QIODevice::ReadOnly)) continue;
                const QByteArray text = status.readAll();
                if (!text.startsWith("Name:\tledger\n")) continue;
                for (const auto& line : text.split('\n')) {
                    if (line.startsWith("voluntary_ctxt_switches:")) {
                        count += line.mid(24).trimmed().toLong();
                    }
                }
            }
            return count;
        };
        QTest::qWait(50);
        const long before = switches();
        QVERIFY(before > 0);
        QTest::qWait(700);
        QCOMPARE(switches(), before);
    }

    void rows_of_every_slicing_add_up_to_the_total() {
        TempDir dir;
        auto ledger = open(dir.file("ledger.db"));
        CallMaker maker(20261122);
        std::vector<Call> calls;
        Totals expected;
        for (int i = 0; i < 2'000; ++i) calls.push_back(maker.next());
        for (const Call& call : calls) ledger->append(call);
        for (int i = 0; i < 300; ++i) {
            Call revised = maker.next();
            Call& old = calls[static_cast<std::size_t>(maker.pick(2'000))];
            revised.call_id = old.call_id;
            revised.revision = old.revision + 1;
            old = revised;
            ledger->append(revised);
        }
        for (const Call& call : calls) expected += totals_of(call);
        QVERIFY(ledger->flush(20s).has_value());

        auto reader = read(dir.file("ledger.db"));
        for (const auto& dimension : dimensions()) {
            Totals sum;
            const auto rows = reader->spend({.by = {dimension.name, "branch"}}).value();
            for (const auto& row : rows) sum += row.totals;
            QVERIFY2(sum == expected, dimension.name);
        }
        QVERIFY(reader->check().value().empty());
        QCOMPARE(reader->facts().value().calls, 2'000);
    }
};

FAREBOX_TEST_CLASS(LedgerTest)
#include "ledger_test.moc"
