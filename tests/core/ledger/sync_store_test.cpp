#include "core/ledger/sync_store.h"

#include "core/ledger/ledger.h"
#include "core/ledger/reader.h"
#include "tests/core/ledger/sample.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::ledger;
using namespace farebox::tests;

class SyncStoreTest : public QObject {
    Q_OBJECT
private:
    struct File {
        TempDir dir;
        TestClock clock;
        std::unique_ptr<Ledger> ledger;
        std::unique_ptr<SyncStore> store;

        File() {
            ledger = std::move(Ledger::open({.path = path()}, clock)).value();
            store = std::move(SyncStore::open(path())).value();
        }
        std::string path() const { return dir.file("l.db"); }
        void append(const std::string& id, std::int64_t revision = 1) {
            Call call = sample_call(clock.time, id);
            call.revision = revision;
            ledger->append(call);
            ledger->flush(std::chrono::seconds(5)).has_value();
        }
        SyncState state() { return store->state().value(); }
        std::string shown(std::int64_t after = 0) {
            std::string text;
            const auto events = store->events(after, 100);
            for (const OutboxRow& row : *events) {
                text += format("{}:{} ", row.seq,
                               row.kind == OutboxKind::Superseded ? "-" : row.call.call_id);
            }
            return text;
        }
    };

private slots:
    void numbers_events_from_one_without_gaps() {
        File file;
        file.append("a");
        file.append("b");
        file.append("b");  // the same again is no event
        file.append("c");
        QCOMPARE(file.shown(), "1:a 2:b 3:c ");
        QCOMPARE(file.shown(1), "2:b 3:c ");
        QCOMPARE(file.state().last_seq, 3);
        QCOMPARE(file.state().epoch, "");
    }

    void sends_only_the_newest_revision_and_accounts_for_the_others() {
        File file;
        file.append("a");
        file.append("b");
        file.append("a", 2);
        QCOMPARE(file.shown(), "1:- 2:b 3:a ");
        QCOMPARE(file.store->events(2, 10).value().front().call.revision, 2);
    }

    void deletes_what_is_acknowledged_and_nothing_else() {
        File file;
        for (const char* id : {"a", "b", "c"}) file.append(id);
        QVERIFY(file.store->begin_attempt(2, 7).has_value());
        QCOMPARE(file.state().sent_seq, 2);
        QVERIFY(file.store->acknowledge(2, {}, 9).has_value());
        QCOMPARE(file.shown(2), "3:c ");
        QCOMPARE(file.state().waiting, 1);
        QCOMPARE(file.state().ack_seq, 2);
        QCOMPARE(file.state().last_success_at, std::optional<std::int64_t>(9));
        // An answer that comes late takes nothing back.
        QVERIFY(file.store->acknowledge(1, {}, 9).has_value());
        QCOMPARE(file.state().ack_seq, 2);
        // The row itself stays.
        QCOMPARE(Reader::open(file.path()).value()->calls({}).value().size(), std::size_t(3));
    }

    void keeps_a_refused_event_as_a_letter_once() {
        File file;
        file.append("a");
        const DeadLetter letter{"e", 1, "", 0, 1, "invalid_row", "started_at is missing", 5};
        QVERIFY(file.store->acknowledge(1, {letter}, 5).has_value());
        QVERIFY(file.store->acknowledge(1, {letter}, 6).has_value());
        const auto letters = file.store->dead_letters(10).value();
        QCOMPARE(letters.size(), std::size_t(1));
        QCOMPARE(letters[0].call_id, "a");
        QCOMPARE(letters[0].code, "invalid_row");
        QCOMPARE(file.store->discards().value().at("refused_invalid_row"), 1);
        QCOMPARE(file.state().dead_letters, 1);
    }

    void renumbers_what_waits_in_a_new_epoch() {
        File file;
        for (const char* id : {"a", "b", "c", "d"}) file.append(id);
        QVERIFY(file.store->begin_epoch("e1").has_value());
        QVERIFY(file.store->begin_attempt(3, 1).has_value());
        QVERIFY(file.store->acknowledge(2, {}, 1).has_value());
        QVERIFY(file.store->begin_epoch("e2").has_value());
        QCOMPARE(file.shown(), "1:c 2:d ");
        const SyncState state = file.state();
        QCOMPARE(state.epoch, "e2");
        QCOMPARE(state.ack_seq, 0);
        QCOMPARE(state.sent_seq, 1);  // "c" may be there already
        file.append("e");
        QCOMPARE(file.shown(), "1:c 2:d 3:e ");
    }

    void owes_every_call_again_when_the_collector_lost_them() {
        File file;
        for (const char* id : {"a", "b", "c"}) file.append(id);
        QVERIFY(file.store->acknowledge(3, {}, 1).has_value());
        QVERIFY(file.store->begin_epoch_with_all("e2", 1).has_value());
        QCOMPARE(file.shown(), "1:a 2:b 3:c ");
        QCOMPARE(file.state().sent_seq, 3);
    }

    void notes_what_went_wrong_until_it_goes_right() {
        File file;
        file.append("a");
        QVERIFY(file.store->note_failure("no route", 3).has_value());
        QCOMPARE(file.state().last_error, "no route");
        QVERIFY(file.store->acknowledge(1, {}, 4).has_value());
        QCOMPARE(file.state().last_error, "");
        QCOMPARE(Reader::open(file.path()).value()->sync_state().value(), file.state());
    }
};

FAREBOX_TEST_CLASS(SyncStoreTest)
#include "sync_store_test.moc"
