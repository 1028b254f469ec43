// One suite for both engines: what is stored, once, and what it adds up to.
#include "core/collector/store/call_store.h"

#include <atomic>
#include <thread>

#include "core/base/strings.h"
#include "tests/core/collector/store/calls_sample.h"
#include "tests/core/collector/stores.h"

using namespace farebox;
using namespace farebox::tests;

namespace {

Appended append(TestStore& store, const DeviceBatch& batch) {
    auto appended = CallStore(store.database()).append(batch);
    if (!appended) qFatal("%s", appended.error().message.c_str());
    return *appended;
}

StoredCall revised(StoredCall stored, std::int64_t seq, std::int64_t revision, std::int64_t cost) {
    stored.seq = seq;
    stored.call.revision = revision;
    stored.call.cost.list_cost_nano = cost;
    return stored;
}

std::int64_t cost_of(Session& session, const std::string& month) {
    return one_number(session, "SELECT sum(list_cost_nano) FROM rollup WHERE posted_month = '" +
                                   month + "'");
}

}  // namespace

class CallStoreTest : public QObject {
    Q_OBJECT
private slots:
    void keeps_every_field_that_is_sent_data() { add_stores(); }
    void keeps_every_field_that_is_sent() {
        FAREBOX_STORE(store);
        StoredCall sent = call_at(November, 1, 1);
        sent.call.commit = "abc";
        sent.call.streamed = true;
        sent.call.http_status = 200;
        sent.call.usage.raw_usage = "{\"a\":\"\\\\ \\n\"}";
        sent.call.note = "tab\tnewline\n\\.";
        sent.unknown_words = {{"outcome", "beamed"}};
        sent.flags = "clock_future";
        QCOMPARE(append(*store, batch_of({sent})).accepted, 1);
        const auto kept = CallStore(store->database()).find_call(sent.call.call_id).value();
        QVERIFY(kept.has_value());
        QVERIFY(kept->call == sent.call);
        QVERIFY(kept->unknown_words == sent.unknown_words);
        QCOMPARE(kept->day, std::string("2026-11-01"));
        QCOMPARE(kept->posted_month, std::string("2026-11"));
        QCOMPARE(kept->id_month, std::string("2026-11"));
        QCOMPARE(kept->flags, std::string("clock_future"));
        QCOMPARE(kept->epoch, std::string("epoch-1"));
        QCOMPARE(kept->seq, 1);
        QCOMPARE(kept->received_at, November);
        QVERIFY(!CallStore(store->database()).find_call(id_at(November, 9)).value().has_value());
    }

    void counts_a_call_once_however_often_it_comes_data() { add_stores(); }
    void counts_a_call_once_however_often_it_comes() {
        FAREBOX_STORE(store);
        const DeviceBatch batch = batch_of({call_at(November, 1, 1), call_at(November, 2, 2)});
        const Appended first = append(*store, batch);
        QCOMPARE(first.accepted, 2);
        QCOMPARE(first.ack_seq, 2);
        const Appended again = append(*store, batch);
        QCOMPARE(again.accepted, 0);
        QCOMPARE(again.duplicate, 2);
        QCOMPARE(again.ack_seq, 2);
        // A new numbering of the same ledger: known by their ids.
        DeviceBatch renumbered = batch;
        renumbered.epoch = "epoch-2";
        QCOMPARE(append(*store, renumbered).duplicate, 2);
        const Lease session = store->database().session().value();
        QCOMPARE(one_number(*session, "SELECT sum(calls) FROM rollup"), 2);
        QCOMPARE(cost_of(*session, "2026-11"), 9'000'000);
    }

    void takes_the_higher_revision_whichever_comes_first_data() { add_stores(); }
    void takes_the_higher_revision_whichever_comes_first() {
        FAREBOX_STORE(store);
        const StoredCall first = call_at(November, 1, 1);
        QCOMPARE(append(*store, batch_of({revised(first, 2, 2, 7)})).missing.size(), std::size_t(1));
        const Appended late = append(*store, batch_of({first}));
        QCOMPARE(late.duplicate, 1);
        QCOMPARE(late.ack_seq, 2);
        // Both in one batch.
        const StoredCall other = call_at(November, 2, 3);
        const Appended both = append(*store, batch_of({other, revised(other, 4, 2, 11)}));
        QCOMPARE(both.accepted, 1);
        QCOMPARE(both.duplicate, 1);
        QCOMPARE(append(*store, batch_of({revised(other, 5, 3, 13)})).accepted, 1);
        const Lease session = store->database().session().value();
        QCOMPARE(cost_of(*session, "2026-11"), 20);
        QCOMPARE(one_number(*session, "SELECT sum(calls) FROM rollup"), 2);
        QVERIFY(read_rollup(*session) == recount(*session));
    }

    void leaves_no_trace_of_the_key_a_revision_left_data() { add_stores(); }
    void leaves_no_trace_of_the_key_a_revision_left() {
        FAREBOX_STORE(store);
        const StoredCall first = call_at(November, 1, 1);
        append(*store, batch_of({first}));
        StoredCall moved = revised(first, 2, 2, 5);
        moved.call.repo = "github.com/acme/web";
        append(*store, batch_of({moved}));
        const Lease session = store->database().session().value();
        QCOMPARE(one_number(*session, "SELECT count(*) FROM rollup"), 1);
        QCOMPARE(session->run("SELECT repo FROM rollup").value()[0].text(0), moved.call.repo);
    }

    void acknowledges_what_it_holds_and_tells_the_gaps_data() { add_stores(); }
    void acknowledges_what_it_holds_and_tells_the_gaps() {
        FAREBOX_STORE(store);
        const auto one = [&](std::int64_t seq) { return call_at(November, std::uint64_t(seq), seq); };
        QCOMPARE(append(*store, batch_of({one(1), one(2)})).ack_seq, 2);
        DeviceBatch later = batch_of({one(7)});
        later.rejected = {{5, "invalid_row", "why"}};
        later.nothing_to_store = {6};
        const Appended gap = append(*store, later);
        QCOMPARE(gap.ack_seq, 2);
        QVERIFY((gap.missing == std::vector<SeqRange>{{3, 4}}));
        QCOMPARE(gap.rejected.size(), std::size_t(1));
        QVERIFY((append(*store, batch_of({one(4)})).missing == std::vector<SeqRange>{{3, 3}}));
        const Appended whole = append(*store, batch_of({one(3)}));
        QCOMPARE(whole.ack_seq, 7);
        QVERIFY(whole.missing.empty());
        const Lease session = store->database().session().value();
        QCOMPARE(one_number(*session, "SELECT count(*) FROM received_ranges"), 0);
        QCOMPARE(session->run("SELECT code FROM rejected_rows").value()[0].text(0),
                 std::string("invalid_row"));
        // The refused one again: its number is held, and it is no other call.
        QVERIFY(!append(*store, batch_of({one(5)})).is_epoch_conflict);
    }

    void notices_a_copy_of_the_disk_data() { add_stores(); }
    void notices_a_copy_of_the_disk() {
        FAREBOX_STORE(store);
        append(*store, batch_of({call_at(November, 1, 1), call_at(November, 2, 2)}));
        // The copy counts on from 2 with calls of its own, and so does the original.
        const DeviceBatch copy = batch_of({call_at(November, 2, 2), call_at(November, 30, 3)});
        QVERIFY(!append(*store, copy).is_epoch_conflict);
        const Appended original = append(*store, batch_of({call_at(November, 3, 3)}));
        QVERIFY(original.is_epoch_conflict);
        const Lease session = store->database().session().value();
        QCOMPARE(one_number(*session, "SELECT sum(calls) FROM rollup"), 3);
        // Under a new epoch everything of both is counted, once.
        DeviceBatch again = batch_of({call_at(November, 2, 1), call_at(November, 3, 2)});
        again.epoch = "epoch-2";
        const Appended stored = append(*store, again);
        QCOMPARE(stored.accepted, 1);
        QCOMPARE(stored.duplicate, 1);
        QCOMPARE(one_number(*session, "SELECT sum(calls) FROM rollup"), 4);
    }

    void counts_a_row_of_sums_as_the_calls_it_stands_for_data() { add_stores(); }
    void counts_a_row_of_sums_as_the_calls_it_stands_for() {
        FAREBOX_STORE(store);
        StoredCall sums = call_at(November, 1, 1);
        sums.calls = 40;
        append(*store, batch_of({sums}));
        const Lease session = store->database().session().value();
        QCOMPARE(one_number(*session, "SELECT calls FROM rollup"), 40);
        QCOMPARE(one_number(*session, "SELECT list_cost_nano FROM rollup"), 4'500'000);
        QCOMPARE(one_number(*session, "SELECT list_cost_nano_calls FROM rollup"), 40);
        QCOMPARE(one_number(*session, "SELECT cache_read_tokens_calls FROM rollup"), 0);
    }

    void never_changes_a_closed_month_data() { add_stores(); }
    void never_changes_a_closed_month() {
        FAREBOX_STORE(store);
        const UtcNs october = November - 5 * NsPerDay;
        const StoredCall first = call_at(october, 1, 1);
        append(*store, batch_of({first, call_at(october, 2, 2)}));
        const Lease session = store->database().session().value();
        close_month(*session, "2026-10");
        const Sums closed = read_rollup(*session);

        // A late call and a late truth: carried by November, on their days of October.
        append(*store, batch_of({call_at(october, 3, 3), revised(first, 4, 2, 4'000'000)}));
        QCOMPARE(cost_of(*session, "2026-10"), 9'000'000);
        QCOMPARE(cost_of(*session, "2026-11"), 4'500'000 - 500'000);
        QCOMPARE(one_number(*session, "SELECT count(*) FROM rollup WHERE posted_month = '2026-11' "
                                      "AND day >= '2026-11-01'"),
                 0);
        Sums now = read_rollup(*session);
        for (const auto& [key, figures] : closed) QVERIFY(now.at(key) == figures);
        QVERIFY(now == recount(*session));

        // Once more while November is open, then after it was closed too.
        append(*store, batch_of({revised(first, 5, 3, 3'000'000)}));
        QCOMPARE(cost_of(*session, "2026-11"), 4'500'000 - 1'500'000);
        close_month(*session, "2026-11");
        append(*store, batch_of({revised(first, 6, 4, 1)}));
        QCOMPARE(cost_of(*session, "2026-11"), 4'500'000 - 1'500'000);
        QCOMPARE(cost_of(*session, "2026-12"), 1 - 3'000'000);
        QVERIFY(read_rollup(*session) == recount(*session));
        QCOMPARE(one_number(*session, "SELECT sum(list_cost_nano) FROM rollup"), 9'000'001);
        QCOMPARE(one_number(*session, "SELECT sum(cost_nano) FROM rollup_components"), 9'000'001);
    }

    void keeps_what_a_device_says_of_itself_data() { add_stores(); }
    void keeps_what_a_device_says_of_itself() {
        FAREBOX_STORE(store);
        DeviceBatch batch = batch_of({call_at(November, 2, 2)});
        batch.complete_through = 77;
        batch.queued = 5;
        batch.clock_offset_ns = -9;
        batch.discarded = {{"disk_full", 3}};
        batch.farebox_version = "0.2.0";
        append(*store, batch);
        const Lease session = store->database().session().value();
        const std::string sql = "SELECT complete_through, queued, clock_offset_ns, farebox_version "
                                "FROM device_epochs";
        // Number 1 is missing: what the device says holds only once that is here.
        QVERIFY(session->run(sql).value()[0].is_null(0));
        DeviceBatch rest = batch_of({call_at(November, 1, 1)});
        rest.complete_through = 70;
        rest.discarded = {{"disk_full", 2}};
        append(*store, rest);
        append(*store, batch);
        const Rows device = session->run(sql).value();
        QCOMPARE(device[0].integer(0), 77);
        QCOMPARE(device[0].integer(1), 5);
        QCOMPARE(device[0].integer(2), -9);
        QCOMPARE(device[0].text(3), std::string("0.2.0"));
        QCOMPARE(one_number(*session, "SELECT calls FROM discarded_calls"), 3);
    }

    void finds_a_place_for_calls_of_any_time_data() { add_stores(); }
    void finds_a_place_for_calls_of_any_time() {
        FAREBOX_STORE(store);
        StoredCall foreign = call_at(November, 4, 4);
        foreign.call.call_id = "not-a-uuid";
        const StoredCall future = call_at(November + 700 * NsPerDay, 3, 3);
        const DeviceBatch batch = batch_of(
            {call_at(0, 1, 1), call_at(November - 400 * NsPerDay, 2, 2), future, foreign});
        QCOMPARE(append(*store, batch).accepted, 4);
        DeviceBatch renumbered = batch;
        renumbered.epoch = "epoch-2";
        QCOMPARE(append(*store, renumbered).duplicate, 4);
        // The future has come: its month gets a partition, and the call is still the same one.
        renumbered.epoch = "epoch-3";
        renumbered.received_at = November + 700 * NsPerDay;
        QCOMPARE(append(*store, renumbered).duplicate, 4);
        QVERIFY(CallStore(store->database()).find_call(future.call.call_id).value().has_value());
    }

    void makes_room_for_a_month_once_when_many_need_it_data() { add_stores(); }
    void makes_room_for_a_month_once_when_many_need_it() {
        FAREBOX_STORE(store);
        std::atomic<int> accepted{0};
        std::vector<std::thread> threads;
        for (std::uint64_t thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&, thread] {
                // A store of its own: it knows of no partition that the others made.
                CallStore calls(store->database());
                for (int month = 0; month < 6; ++month) {
                    const UtcNs time = November - (30 * month) * NsPerDay;
                    StoredCall stored = call_at(time, thread * 10 + std::uint64_t(month), month + 1);
                    stored.call.device_id = format("device-{}", thread);
                    accepted += calls.append(batch_of({stored})).has_value();
                }
            });
        }
        for (auto& thread : threads) thread.join();
        QCOMPARE(accepted.load(), 24);
        const Lease session = store->database().session().value();
        QCOMPARE(one_number(*session, "SELECT count(*) FROM calls"), 24);
    }

    void drops_raw_months_and_keeps_their_sums_data() { add_stores(); }
    void drops_raw_months_and_keeps_their_sums() {
        FAREBOX_STORE(store);
        CallStore calls(store->database());
        const UtcNs june = November - 150 * NsPerDay;
        append(*store, batch_of({call_at(june, 1, 1), call_at(November, 2, 2)}));
        const Lease session = store->database().session().value();
        const Sums before = read_rollup(*session);
        const auto dropped = calls.drop_raw_before("2026-09", November);
        QVERIFY2(dropped.has_value(), dropped ? "" : dropped.error().message.c_str());
        QVERIFY(*dropped == std::vector<std::string>{"2026-06"});
        QVERIFY(read_rollup(*session) == before);
        QVERIFY(!calls.find_call(id_at(june, 1)).value().has_value());
        QVERIFY(calls.find_call(id_at(November, 2)).value().has_value());
        // Whether the first was counted cannot be told: it is not counted again.
        const Appended late =
            append(*store, batch_of({call_at(june, 3, 3), call_at(November, 4, 4)}));
        QCOMPARE(late.accepted, 1);
        QCOMPARE(late.rejected.size(), std::size_t(1));
        QCOMPARE(late.rejected[0].code, std::string("month_archived"));
        QCOMPARE(late.ack_seq, 4);
        // A repetition of what was stored is nothing new.
        QCOMPARE(append(*store, batch_of({call_at(june, 1, 1)})).duplicate, 1);
        QVERIFY(calls.drop_raw_before("2026-08", November).value().empty());
        QCOMPARE(session->run("SELECT raw_from FROM raw_retention").value()[0].text(0),
                 std::string("2026-09"));
    }
};

FAREBOX_TEST_CLASS(CallStoreTest)
#include "call_store_test.moc"
