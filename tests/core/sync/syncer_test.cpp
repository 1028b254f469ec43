#include "core/sync/syncer.h"

#include "core/base/file_io.h"
#include "core/ledger/ledger.h"
#include "core/ledger/reader.h"
#include "core/sync/identity.h"
#include "core/sync/sent_fields.h"
#include "tests/core/ledger/sample.h"
#include "tests/core/sync/fake_collector.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::sync;
using namespace farebox::tests;
using namespace std::chrono_literals;

class SyncerTest : public QObject {
    Q_OBJECT
private:
    struct Laptop {
        TempDir dir;
        SystemClock clock;
        settings::Settings values;
        std::unique_ptr<ledger::Ledger> ledger;
        std::unique_ptr<Syncer> syncer;

        Laptop() {
            const std::string path = dir.file("l.db");
            ledger = std::move(ledger::Ledger::open({.path = path}, clock)).value();
            WorkerHooks hooks;
            hooks.complete_through = [this]() -> std::optional<UtcNs> {
                (void)ledger->flush(2s);
                return std::nullopt;
            };
            syncer = std::make_unique<Syncer>(SyncerPlace{path, dir.path(), "linux", "h"}, hooks, clock);
            values.sync.start_spread_s = 0;
            values.sync.interval_s = 1;
        }
        void append(const std::string& id) {
            ledger->append(sample_call(clock.now(), id));
            syncer->notify();
        }
    };
    static bool has(FakeCollector& collector, std::size_t calls) {
        return QTest::qWaitFor(
            [&] {
                const std::lock_guard lock(collector.mutex);
                return collector.calls.size() == calls;
            },
            10'000);
    }

private slots:
    void does_nothing_without_a_collector() {
        Laptop laptop;
        laptop.syncer->apply(laptop.values);
        laptop.append("a");
        QVERIFY(!laptop.syncer->sync_now());
        QVERIFY(!laptop.syncer->status().is_configured);
    }

    void sends_after_a_call_and_sleeps_again() {
        FakeCollector collector;
        Laptop laptop;
        laptop.values.collector = {collector.url(), "good", ""};
        laptop.syncer->apply(laptop.values);
        laptop.append("a");
        QVERIFY(has(collector, 1));
        laptop.append("b");
        laptop.append("c");
        QVERIFY(has(collector, 3));
        QVERIFY(QTest::qWaitFor([&] { return laptop.syncer->status().report.is_drained; }));
        QVERIFY(!laptop.syncer->status().next_attempt_at);
    }

    void starts_and_ends_with_the_setting() {
        FakeCollector collector;
        Laptop laptop;
        laptop.syncer->apply(laptop.values);
        laptop.append("a");
        laptop.values.collector = {collector.url(), "good", ""};
        laptop.syncer->apply(laptop.values);
        QVERIFY(has(collector, 1));
        laptop.values.collector = {};
        laptop.syncer->apply(laptop.values);
        QVERIFY(!laptop.syncer->status().is_configured);
        laptop.append("b");
        QTest::qWait(1'200);
        QVERIFY(has(collector, 1));
        laptop.syncer->end();
        laptop.syncer->notify();
    }

    void enrols_a_person_s_machine_and_keeps_what_it_was_when_refused() {
        FakeCollector collector;
        Laptop laptop;
        laptop.syncer->apply(laptop.values);
        laptop.append("a");
        const auto refused = laptop.syncer->enroll(collector.url(), "bad");
        QCOMPARE(int(refused.error().code), int(ErrorCode::Denied));
        QVERIFY(!IdentityFiles(laptop.dir.path()).load_enrolment().value().has_value());
        QVERIFY(!laptop.syncer->enroll("ftp://x", "good").has_value());
        QVERIFY(laptop.syncer->enroll(collector.url() + "/", "good").has_value());
        QCOMPARE(IdentityFiles(laptop.dir.path()).load_enrolment().value()->url, collector.url());
        laptop.values.collector.url = collector.url();
        laptop.syncer->apply(laptop.values);
        QVERIFY(has(collector, 1));
    }

    void leaves_with_the_policy_and_keeps_the_calls() {
        FakeCollector collector;
        Laptop laptop;
        const std::string policy = laptop.dir.file("policy.json");
        collector.set_policy(1, {{"override.max_hours", 3}});
        laptop.syncer = std::make_unique<Syncer>(
            SyncerPlace{laptop.dir.file("l.db"), laptop.dir.path(), "linux", "h", policy}, WorkerHooks{},
            laptop.clock);
        laptop.values.collector = {collector.url(), "good", ""};
        laptop.syncer->apply(laptop.values);
        QVERIFY(QTest::qWaitFor([&] { return laptop.syncer->status().report.policy_version == "v1"; }));
        QVERIFY(file_exists(policy));
        // A file of settings that cannot be read says nothing about the collector.
        settings::Settings broken;
        broken.problems = {"no JSON"};
        laptop.syncer->apply(broken);
        QVERIFY(file_exists(policy));
        laptop.syncer->apply(laptop.values);
        QVERIFY(laptop.syncer->leave().has_value());
        QVERIFY(!file_exists(policy));
        QVERIFY(!IdentityFiles(laptop.dir.path()).load_enrolment().value().has_value());
        QVERIFY(file_exists(laptop.dir.file("device_key.pem")));
        QVERIFY(!laptop.syncer->sync_now());
    }

    void retries_at_once_when_asked() {
        FakeCollector collector;
        Laptop laptop;
        laptop.values.collector = {collector.url(), "good", ""};
        collector.faults = {{.status = 503, .headers = "Retry-After: 3600\r\n"}};
        laptop.append("a");
        laptop.syncer->apply(laptop.values);
        QVERIFY(QTest::qWaitFor([&] { return laptop.syncer->status().next_attempt_at.has_value(); }));
        QVERIFY(!laptop.syncer->status().report.problem.empty());
        QVERIFY(laptop.syncer->sync_now());
        QVERIFY(has(collector, 1));
    }

    void ends_quickly_although_the_collector_does_not_answer() {
        FakeVendor silent([](Tcp& tcp) { tcp.read_until("never"); });
        Laptop laptop;
        laptop.values.collector = {format("http://127.0.0.1:{}", silent.port()), "good", ""};
        laptop.append("a");
        laptop.syncer->apply(laptop.values);
        QTest::qWait(200);
        QElapsedTimer timer;
        timer.start();
        laptop.syncer->end();
        QVERIFY(timer.elapsed() < 1'500);
    }

    void names_what_is_sent() {
        const auto names = sent_field_names({});
        QVERIFY(std::ranges::count(names, "cwd") == 0 && std::ranges::count(names, "repo") == 1);
        QVERIFY(std::ranges::count(sent_field_names({.branch = false}), "branch") == 0);
        QVERIFY(std::ranges::count(sent_words({.local_details = true}), "cwd") == 1);
    }
};

FAREBOX_TEST_CLASS(SyncerTest)
#include "syncer_test.moc"
