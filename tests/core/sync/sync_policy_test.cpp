// What the collector decides for a machine, as the worker asks for it: the policy it names, and the
// part of budgets that are shared.

#include "core/base/file_io.h"
#include "tests/core/sync/laptop.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::sync;
using namespace farebox::tests;
using namespace std::chrono_literals;

namespace {

// Its gate is a list.
struct SharingLaptop : Laptop {
    std::vector<budget::ShareOffer> offers;
    bool is_holding = false;
    std::vector<std::vector<budget::Share>> taken;

    explicit SharingLaptop(FakeCollector& collector) : Laptop(collector) { start_again(); }
    void start_again() {
        WorkerHooks hooks;
        hooks.offer_shares = [this] { return offers; };
        hooks.holds_shares = [this] { return is_holding; };
        hooks.take_shares = [this](std::vector<budget::Share> shares) { taken.push_back(std::move(shares)); };
        restart(std::move(hooks));
    }
    std::string policy() const { return load_file(options.policy_file).value_or(""); }
    void share_a_budget() {
        budget::ShareOffer offer;
        offer.budget_id = "team";
        offers = {offer};
    }
};

Json share_until(UtcNs expires_at) {
    return {{{"budget_id", "team"}, {"window_start", 0}, {"elsewhere", 4}, {"ceiling", 9},
             {"expires_at", expires_at}}};
}

}  // namespace

class SyncPolicyTest : public QObject {
    Q_OBJECT
private slots:
    void takes_the_policy_that_an_answer_names_and_says_so() {
        FakeCollector collector;
        SharingLaptop laptop(collector);
        laptop.run();
        QCOMPARE(collector.asked("/v1/policy"), 0);
        collector.set_policy(3, {{"override.max_hours", 3}});
        laptop.append("a");
        laptop.run();
        QVERIFY(contains(laptop.policy(), "\"override.max_hours\": 3"));
        QCOMPARE(laptop.worker->report().policy_version, std::string("v3"));
        QVERIFY(contains(collector.questions.back().body, "\"policy_version\":\"v3\""));
        QVERIFY(contains(collector.questions.back().body, "\"policy_installed_at\""));
        // Not again while it is the same one, after a restart either.
        laptop.start_again();
        laptop.append("b");
        laptop.run();
        QCOMPARE(collector.asked("/v1/policy"), 1);
        collector.set_policy(4, {{"override.max_hours", 4}});
        laptop.append("c");
        laptop.run();
        QCOMPARE(laptop.worker->report().policy_version, std::string("v4"));
    }

    void keeps_the_last_good_one_and_says_why() {
        FakeCollector collector;
        SharingLaptop laptop(collector);
        collector.set_policy(3, {{"override.max_hours", 3}});
        laptop.run();
        collector.set_policy(4, {{"override.max_hours", 900}});
        collector.policy[collector.policy.find('.') + 5] ^= 1;
        laptop.append("a");
        laptop.run();
        QVERIFY(contains(laptop.policy(), "\"override.max_hours\": 3"));
        QCOMPARE(laptop.worker->report().policy_version, std::string("v3"));
        QVERIFY(contains(laptop.worker->report().policy_problem, "refused, the last good one holds"));
        QVERIFY(laptop.worker->report().problem.empty());
        // Not with every batch, and healed by the next good one.
        const int asked = collector.asked("/v1/policy");
        laptop.append("b");
        laptop.run();
        QCOMPARE(collector.asked("/v1/policy"), asked);
        collector.set_policy(5, {{"override.max_hours", 5}});
        laptop.clock.time += 61 * NsPerSecond;
        laptop.append("c");
        laptop.run();
        QCOMPARE(laptop.worker->report().policy_version, std::string("v5"));
        QVERIFY(laptop.worker->report().policy_problem.empty());
    }

    void puts_back_what_was_changed_by_hand() {
        FakeCollector collector;
        SharingLaptop laptop(collector);
        collector.set_policy(3, {{"override.allowed", false}});
        laptop.run();
        QVERIFY(save_file(laptop.options.policy_file, "{\"enforced\": {}, \"recommended\": {}}"));
        laptop.start_again();
        (void)laptop.worker->tend_shares(false);
        QVERIFY(contains(laptop.worker->report().policy_problem, "was changed on this machine"));
        QVERIFY(laptop.worker->report().policy_version.empty());
        laptop.append("a");
        laptop.run();
        QVERIFY(contains(laptop.policy(), "override.allowed"));
        QVERIFY(laptop.worker->report().policy_problem.empty());
    }

    void asks_about_shared_budgets_when_told_to_and_not_too_often() {
        FakeCollector collector;
        SharingLaptop laptop(collector);
        laptop.run();
        QVERIFY(!laptop.worker->tend_shares(true));
        QCOMPARE(collector.asked("/v1/shares"), 0);  // there is none
        laptop.share_a_budget();
        collector.shares = share_until(laptop.clock.time + 120 * NsPerSecond);
        // Nothing is reserved: it may expire, unless a call began meanwhile.
        const Pause look = laptop.worker->tend_shares(true);
        QVERIFY(look && *look > 100s && *look <= 110s);
        QCOMPARE(laptop.taken.back()[0].ceiling, 9);
        const Pause gap = laptop.worker->tend_shares(true);
        QVERIFY(gap && *gap <= 1s);
        QCOMPARE(collector.asked("/v1/shares"), 1);
        laptop.clock.time += NsPerSecond;
        (void)laptop.worker->tend_shares(false);  // what was wanted meanwhile
        QCOMPARE(collector.asked("/v1/shares"), 2);
        laptop.append("a");
        laptop.run();
        laptop.clock.time += NsPerSecond;
        (void)laptop.worker->tend_shares(false);  // each pass wants it
        QCOMPARE(collector.asked("/v1/shares"), 3);
    }

    void asks_again_before_the_answer_expires_under_running_calls() {
        FakeCollector collector;
        SharingLaptop laptop(collector);
        laptop.run();
        laptop.share_a_budget();
        laptop.offers[0].reserved = 5;
        collector.shares = share_until(laptop.clock.time + 120 * NsPerSecond);
        const Pause pause = laptop.worker->tend_shares(true);
        QVERIFY(pause && *pause > 50s && *pause <= 60s);
        laptop.clock.time += 60 * NsPerSecond;
        laptop.is_holding = true;
        laptop.offers[0].reserved = 0;
        collector.shares = share_until(laptop.clock.time + 120 * NsPerSecond);
        (void)laptop.worker->tend_shares(false);
        QCOMPARE(collector.asked("/v1/shares"), 2);
        // A call that began after that answer is seen by the look before it expires.
        laptop.clock.time += 111 * NsPerSecond;
        (void)laptop.worker->tend_shares(false);
        QCOMPARE(collector.asked("/v1/shares"), 3);
        laptop.clock.time += 111 * NsPerSecond;
        laptop.is_holding = false;
        QVERIFY(!laptop.worker->tend_shares(false));
        QCOMPARE(collector.asked("/v1/shares"), 3);
    }

    void lets_the_ceilings_go_when_the_collector_does_not_answer() {
        FakeCollector collector;
        SharingLaptop laptop(collector);
        laptop.run();
        laptop.share_a_budget();
        collector.shares = share_until(laptop.clock.time + 120 * NsPerSecond);
        (void)laptop.worker->tend_shares(true);
        collector.is_silent_on_shares = true;
        laptop.clock.time += 2 * NsPerSecond;
        (void)laptop.worker->tend_shares(true);
        QCOMPARE(laptop.taken.back()[0].expires_at, 0);
        QCOMPARE(laptop.taken.back()[0].elsewhere, 4);
        QVERIFY(contains(laptop.worker->report().shares_problem, "503"));
        // It is left in peace by a growing time, whatever calls want.
        int asked = 0;
        for (int i = 0; i < 60; ++i) {
            laptop.clock.time += NsPerSecond;
            (void)laptop.worker->tend_shares(true);
            asked = collector.asked("/v1/shares");
        }
        QVERIFY2(asked < 20, std::to_string(asked).c_str());
        collector.is_silent_on_shares = false;
        laptop.worker->retry_now();
        (void)laptop.worker->tend_shares(true);
        QCOMPARE(laptop.taken.back()[0].ceiling, 9);
        QVERIFY(laptop.taken.back()[0].expires_at > 0);
        QVERIFY(laptop.worker->report().shares_problem.empty());
    }
};

FAREBOX_TEST_CLASS(SyncPolicyTest)
#include "sync_policy_test.moc"
