// What compaction must never change: the amounts.

#include "core/ledger/ledger.h"
#include "core/ledger/reader.h"
#include "core/ledger/sync_store.h"
#include "tests/core/ledger/sample.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::ledger;
using namespace farebox::tests;

class CompactionTest : public QObject {
    Q_OBJECT
private:
    TempDir dir_;
    TestClock clock_;
    std::string path_;
    std::unique_ptr<Ledger> ledger_;
    std::unique_ptr<SyncStore> store_;

    void append(int count, unsigned seed) {
        CallMaker maker(seed);
        for (int i = 0; i < count; ++i) ledger_->append(maker.next());
        QVERIFY(ledger_->flush(std::chrono::seconds(20)).has_value());
    }
    // What a collector that counts each event would come to.
    Totals events_from(std::int64_t after) {
        Totals all;
        const auto events = store_->events(after, 100'000);
        for (const OutboxRow& row : *events) {
            if (row.kind == OutboxKind::Superseded) continue;
            Totals totals = totals_of(row.call);
            // Each count of a sum goes for all its calls.
            visit_counts(totals, [&](const char*, std::int64_t& count) { count *= row.calls; });
            visit_sums(totals, [&](const char*, Sum& sum) { sum.calls *= row.calls; });
            all += totals;
        }
        return all;
    }
    Totals daily() { return Reader::open(path_).value()->spend({}).value().front().totals; }
    std::int64_t compact_all(const std::string& before) {
        std::int64_t calls = 0;
        for (;;) {
            const auto done = store_->compact(before, 50, clock_.time);
            if (!done || done->calls == 0) return calls;
            calls += done->calls;
        }
    }

private slots:
    void init() {
        path_ = dir_.file(format("{}.db", QTest::currentTestFunction()));
        ledger_ = std::move(Ledger::open({.path = path_}, clock_)).value();
        store_ = std::move(SyncStore::open(path_)).value();
    }
    void cleanup() {
        store_.reset();
        ledger_.reset();
    }

    void keeps_every_amount_of_what_was_not_sent() {
        append(800, 1);
        const Totals before = events_from(0);
        QCOMPARE(before == daily(), true);
        QVERIFY(compact_all("2026-11-20") > 500);
        QCOMPARE(events_from(0) == before, true);
        QCOMPARE(daily() == before, true);
        QVERIFY(Reader::open(path_).value()->calls({.limit = 10'000}).value().size() < 300);
        QVERIFY(Reader::open(path_).value()->check().value().empty());
    }

    void leaves_the_days_from_the_given_one_on() {
        append(300, 2);
        compact_all("2026-11-18");
        const auto left = Reader::open(path_).value()->spend({.since = "2026-11-18"}).value();
        const auto rows = Reader::open(path_).value()->calls({.since = "2026-11-18", .limit = 10'000});
        QCOMPARE(std::int64_t(rows->size()), left.front().totals.calls);
    }

    void forgets_what_the_collector_has_and_keeps_what_it_may_have() {
        append(400, 3);
        QVERIFY(store_->acknowledge(200, {}, 1).has_value());
        QVERIFY(store_->begin_attempt(300, 1).has_value());
        const Totals owed = events_from(200);
        const auto before = store_->events(200, 100).value();
        QVERIFY(compact_all("2030-01-01") == 300);
        const auto after = store_->events(200, 100).value();
        for (std::size_t i = 0; i < before.size(); ++i) QCOMPARE(after[i].call, before[i].call);
        QCOMPARE(events_from(200) == owed, true);
    }

    void drops_the_sums_when_they_are_acknowledged() {
        append(100, 4);
        compact_all("2030-01-01");
        const SyncState state = store_->state().value();
        QVERIFY(store_->acknowledge(state.last_seq, {}, 1).has_value());
        QCOMPARE(store_->state().value().waiting, 0);
        QVERIFY(store_->begin_epoch_with_all("e", 1).has_value());
        QCOMPARE(store_->state().value().waiting, 0);
    }

    void counts_only_used_pages() {
        append(3'000, 5);
        const std::int64_t before = store_->used_bytes().value();
        QVERIFY(store_->acknowledge(3'000, {}, 1).has_value());
        compact_all("2030-01-01");
        QVERIFY(store_->used_bytes().value() < before / 2);
    }
};

FAREBOX_TEST_CLASS(CompactionTest)
#include "compaction_test.moc"
