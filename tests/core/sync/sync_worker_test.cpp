#include "core/sync/sync_worker.h"

#include "tests/core/sync/laptop.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::sync;
using namespace farebox::tests;
using namespace std::chrono_literals;

class SyncWorkerTest : public QObject {
    Q_OBJECT
private slots:
    void enrols_with_its_token_and_sends_everything_once() {
        FakeCollector collector;
        Laptop laptop(collector);
        laptop.append_many(7);
        QVERIFY(*laptop.run() >= 10min);
        QCOMPARE(collector.calls.size(), std::size_t(7));
        QCOMPARE(collector.cents(), laptop.cents);
        QCOMPARE(laptop.state().waiting, 0);
        QVERIFY(laptop.worker->report().problem.empty());
        QCOMPARE(laptop.worker->report().device_id, "device-1");
        QCOMPARE(collector.asked("/v1/enroll"), 1);
        laptop.restart();
        laptop.append("late");
        laptop.run();
        QCOMPARE(collector.calls.size(), std::size_t(8));
        QCOMPARE(collector.asked("/v1/enroll"), 1);
    }

    void sends_nothing_that_is_private() {
        FakeCollector collector;
        Laptop laptop(collector);
        laptop.append("a");
        laptop.run();
        for (const auto& question : collector.questions) {
            for (const char* word : {"/home/ada", "cwd", "pid 42", "raw_usage"}) {
                QVERIFY2(!contains(question.body, word), word);
            }
        }
        laptop.options.rules.local_details = true;
        laptop.restart();
        laptop.append("b");
        laptop.run();
        QCOMPARE(collector.calls["b"]["cwd"].get<std::string>(), "/home/ada/secret-project");
    }

    void loses_and_doubles_nothing_when_answers_are_lost() {
        FakeCollector collector;
        Laptop laptop(collector);
        laptop.append_many(5);
        collector.faults = {{.is_deaf = true}, {.is_deaf = true}, {.status = 503}};
        laptop.run();
        laptop.append("c-1", 2);
        collector.faults = {{.is_deaf = true}};
        laptop.run();
        QCOMPARE(collector.calls.size(), std::size_t(5));
        QCOMPARE(collector.calls["c-1"]["revision"].get<int>(), 2);
        QCOMPARE(laptop.state().waiting, 0);
    }

    void waits_as_long_as_it_is_asked_to() {
        FakeCollector collector;
        Laptop laptop(collector);
        laptop.append("a");
        collector.faults = {{.status = 429, .code = "busy", .headers = "Retry-After: 7\r\n"}};
        laptop.worker->step();
        const Pause pause = laptop.worker->step();
        QVERIFY(*pause >= 7s && *pause <= 12s);
        QVERIFY(contains(laptop.worker->report().problem, "429"));
        QVERIFY(contains(laptop.state().last_error, "because of busy"));
    }

    void backs_off_further_and_further_but_never_longer_than_a_quarter_of_an_hour() {
        FakeCollector collector;
        Laptop laptop(collector);
        laptop.append("a");
        laptop.worker->step();
        collector.faults.assign(40, {.status = 503});
        std::chrono::milliseconds longest{0};
        for (int i = 0; i < 40; ++i) longest = std::max(longest, *laptop.worker->step());
        QVERIFY(longest > 5min && longest <= 15min);
        QCOMPARE(laptop.state().waiting, 1);
    }

    void halves_what_is_too_large() {
        FakeCollector collector;
        Laptop laptop(collector);
        laptop.append_many(20);
        collector.row_limit = 3;
        laptop.run();
        QCOMPARE(collector.calls.size(), std::size_t(20));
    }

    void finds_the_one_event_that_spoils_a_batch_and_shows_it() {
        FakeCollector collector;
        Laptop laptop(collector);
        laptop.append_many(20);
        collector.poisonous = {"c-13"};
        laptop.run();
        QCOMPARE(collector.calls.size(), std::size_t(19));
        QCOMPARE(laptop.state().waiting, 0);
        const auto letters = ledger::Reader::open(laptop.options.ledger_path).value()->dead_letters(5);
        QCOMPARE(letters->size(), std::size_t(1));
        QCOMPARE(letters->front().call_id, "c-13");
        // The next batch tells finance that one is missing.
        laptop.append("later");
        laptop.run();
        QVERIFY(contains(collector.questions.back().body, "\"refused_refused\":1") ||
                contains(collector.questions[collector.questions.size() - 2].body, "\"refused_refused\":1"));
    }

    void keeps_everything_when_the_collector_refuses_all_of_it() {
        FakeCollector collector;
        Laptop laptop(collector);
        laptop.append_many(4);
        collector.refuses_all = true;
        laptop.run(30);
        QCOMPARE(laptop.state().waiting, 4);
        QCOMPARE(laptop.state().dead_letters, 0);
        collector.refuses_all = false;
        laptop.run();
        QCOMPARE(collector.calls.size(), std::size_t(4));
    }

    void keeps_a_rejected_row_as_a_letter() {
        FakeCollector collector;
        Laptop laptop(collector);
        laptop.append_many(3);
        collector.refused_rows = {"c-1"};
        laptop.run();
        QCOMPARE(laptop.state().dead_letters, 1);
        QCOMPARE(laptop.state().waiting, 0);
    }

    void corrects_a_wrong_clock_by_what_the_collector_says() {
        FakeCollector collector;
        Laptop laptop(collector);
        collector.now_ns = laptop.clock.time + 3 * 3600 * NsPerSecond;
        laptop.append("a");
        laptop.worker->step();  // enrols: this tells the time
        collector.now_ns += 7200 * NsPerSecond;  // and then the laptop slept
        laptop.run();
        QCOMPARE(collector.calls.size(), std::size_t(1));
        QCOMPARE(laptop.worker->report().clock_offset_ms, 5 * 3'600'000);
    }

    void becomes_a_machine_of_its_own_when_its_disk_was_cloned() {
        FakeCollector collector;
        Laptop laptop(collector);
        laptop.append_many(2);
        laptop.run();
        laptop.append("after");
        collector.faults = {{.status = 409, .code = "epoch_conflict"}};
        laptop.run();
        QCOMPARE(collector.calls.size(), std::size_t(3));
        QCOMPARE(collector.held.size(), std::size_t(2));
        QCOMPARE(collector.install_ids.size(), std::size_t(2));
        QCOMPARE(laptop.worker->report().device_id, "device-2");
    }

    void stops_when_it_is_revoked_until_somebody_acts() {
        FakeCollector collector;
        Laptop laptop(collector);
        laptop.append("a");
        laptop.worker->step();
        collector.faults = {{.status = 403, .code = "device_revoked"}};
        QVERIFY(!laptop.worker->step().has_value());
        QVERIFY(laptop.worker->report().is_stopped);
        QVERIFY(!laptop.worker->step().has_value());
        QCOMPARE(collector.asked("/v1/ingest/calls"), 1);
        laptop.worker->retry_now();
        laptop.run();
        QCOMPARE(collector.calls.size(), std::size_t(1));
    }

    void sends_all_again_to_a_collector_that_lost_them() {
        FakeCollector collector;
        Laptop laptop(collector);
        laptop.append_many(6);
        laptop.run();
        collector.calls.clear();
        collector.held.clear();
        laptop.append("new");
        laptop.run();
        QCOMPARE(collector.calls.size(), std::size_t(7));
    }

    void starts_a_new_numbering_when_its_own_file_was_put_back() {
        FakeCollector collector;
        Laptop laptop(collector);
        laptop.append_many(3);
        laptop.run();
        for (std::int64_t seq = 4; seq < 10; ++seq) collector.held.begin()->second.insert(seq);
        laptop.append("x");
        laptop.append("y");
        laptop.run();
        QVERIFY(collector.calls.contains("x") && collector.calls.contains("y"));
        QCOMPARE(collector.held.size(), std::size_t(2));
    }

    void says_how_to_enrol_and_waits() {
        FakeCollector collector;
        Laptop laptop(collector);
        laptop.options.enrolment_token.clear();
        laptop.restart();
        laptop.append("a");
        QVERIFY(!laptop.worker->step().has_value());
        QVERIFY(contains(laptop.worker->report().problem, "farebox enroll"));
        const auto refused = laptop.worker->enroll("bad");
        QVERIFY(!refused.has_value());
        QVERIFY(contains(refused.error().message, "no such token"));
        QVERIFY(laptop.worker->enroll("good").has_value());
        laptop.run();
        QCOMPARE(collector.calls.size(), std::size_t(1));
    }

    // Its token names the device: one made before there is any binds none.
    void a_login_needs_an_enrolled_machine() {
        FakeCollector collector;
        Laptop laptop(collector);
        laptop.options.enrolment_token.clear();
        laptop.restart();
        const auto early = laptop.worker->login_place();
        QVERIFY(!early.has_value());
        QVERIFY(contains(early.error().message, "not enrolled"));
        // People see it before the first call waits.
        QVERIFY(contains(laptop.worker->report().problem, "farebox enroll --url"));
        QCOMPARE(collector.asked("/v1/login"), 0);
        QVERIFY(laptop.worker->enroll("good").has_value());
        const Json place = laptop.worker->login_place().value();
        QCOMPARE(place["device_id"].get<std::string>(), std::string("device-1"));
        QCOMPARE(place["issuer"].get<std::string>(), std::string("https://id.example"));
    }

    void makes_room_before_the_cap_and_loses_no_amount() {
        FakeCollector collector;
        Laptop laptop(collector);
        laptop.options.disk_cap_mb = 1;
        laptop.restart();
        std::int64_t cents = 0;
        for (int i = 0; i < 2'000; ++i) {
            Call call = sample_call(laptop.clock.time - i % 9 * NsPerDay, format("c-{}", i));
            call.branch = format("feature/{}", i % 4);
            call.cost.list_cost_nano = i;
            cents += i;
            laptop.ledger->append(call);
        }
        QVERIFY(laptop.ledger->flush(20s).has_value());
        laptop.run();
        QCOMPARE(collector.cents(), cents);
        std::int64_t counted = 0;
        for (const auto& [id, count] : collector.counts) counted += count;
        QCOMPARE(counted, 2'000);
        QVERIFY(collector.calls.size() < 1'000);
    }

    void tells_how_it_is_at_most_every_five_minutes() {
        FakeCollector collector;
        Laptop laptop(collector);
        WorkerHooks hooks;
        hooks.complete_through = [&] { return std::optional<UtcNs>(42); };
        hooks.take_losses = [] { return std::map<std::string, std::int64_t>{{"queue_full", 3}}; };
        laptop.restart(hooks);
        laptop.run();
        QCOMPARE(collector.asked("/v1/heartbeat"), 1);
        QVERIFY(contains(collector.questions.back().body, "\"complete_through\":42"));
        QVERIFY(contains(collector.questions.back().body, "\"queue_full\""));
        laptop.append("a");
        laptop.run();
        QCOMPARE(collector.asked("/v1/heartbeat"), 1);
        laptop.clock.time += 301 * NsPerSecond;
        laptop.append("b");
        laptop.run();
        QCOMPARE(collector.asked("/v1/heartbeat"), 2);
    }
};

FAREBOX_TEST_CLASS(SyncWorkerTest)
#include "sync_worker_test.moc"
