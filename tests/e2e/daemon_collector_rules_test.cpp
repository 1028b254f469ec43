// What a company decides, on its laptops: real daemons, a real collector, an administrator who asks
// its API.

#include "core/base/file_io.h"
#include "core/base/strings.h"
#include "tests/e2e/support/company.h"
#include "tests/e2e/support/raw_call.h"
#include "tests/e2e/support/rig.h"

#include <atomic>
#include <thread>

using namespace farebox;
using namespace farebox::e2e;
using namespace std::chrono_literals;

namespace {

struct Laptop {
    Rig rig{Start::MockOnly};

    explicit Laptop(const Company& company) {
        rig.set_behaviour(HonestUsage);
        rig.start_daemon({.config = {{"collector", {{"url", company.url()}, {"enrolment_token", company.token()}}},
                                     {"sync", {{"start_spread_s", 0}, {"interval_s", 1}}}}});
    }
    Json ask(const Argv& words) const { return parse_json(rig.farebox(words).out).value_or(Json()); }
    Json sync() const { return ask({"sync", "--json"}); }
    // A pass of the sync; what it found is in force a moment later.
    Finished sync_now() const { return rig.farebox({"sync", "now"}); }
    Json budget() const {
        const Json all = ask({"budget", "list", "--json"});
        const Json* list = find_member(all, "budgets");
        return list == nullptr || list->empty() ? Json::object() : (*list)[0];
    }
    Json setting(const std::string& key) const {
        const Json policy = ask({"policy", "show", "--json"});
        for (const Json& one : policy.value("settings", Json::array())) {
            if (text(one, "key") == key) return one;
        }
        return {};
    }
    int call() const { return send_message(rig.daemon_port()).status; }
    // Until the sums of both agree: what was spent here, and nothing in flight.
    bool is_settled() const {
        return wait_until([&] { return number(budget(), "reserved_nano") == 0; }, 10s);
    }
    std::int64_t spent_here() const {
        const Json state = budget();
        return number(state, "spent_nano") - number(state, "elsewhere_nano");
    }
};

Json team_budget(const std::string& dollars) {
    return {{"name", "Team Payments"}, {"limit_usd", dollars}, {"hard_percent", 100}, {"period", "month"}};
}

// Calls from several agents at once on each laptop, until all of them are refused.
void spend_all(const std::vector<Laptop*>& laptops) {
    std::vector<std::thread> agents;
    for (Laptop* laptop : laptops) {
        for (int i = 0; i < 4; ++i) {
            agents.emplace_back([laptop] {
                int refused = 0;
                for (int call = 0; call < 200 && refused < 2; ++call) refused += laptop->call() != 200;
            });
        }
    }
    for (std::thread& agent : agents) agent.join();
}

}  // namespace

class DaemonCollectorRulesTest : public QObject {
    Q_OBJECT
private slots:
    void a_budget_holds_over_two_laptops();
    void calls_go_on_while_the_collector_is_away();
    void a_policy_is_live_locked_and_signed();
};

void DaemonCollectorRulesTest::a_budget_holds_over_two_laptops() {
    constexpr std::int64_t Limit = 60'000'000;  // six cents: about 39 of these calls
    Company company(0);
    QCOMPARE(text(company.ask("PUT", "/api/v1/budgets/team", team_budget("0.06")), "budget_id"), std::string("team"));
    Laptop ada(company), ben(company);
    for (const Laptop* laptop : {&ada, &ben}) {
        QVERIFY2(wait_until([&] { return text(laptop->budget(), "budget_id") == "team"; }, 20s),
                 laptop->rig.farebox({"sync"}).report().c_str());
        QCOMPARE(text(laptop->budget(), "source"), std::string("collector"));
    }
    spend_all({&ada, &ben});
    QVERIFY(ada.is_settled() && ben.is_settled());
    const std::int64_t by_ada = ada.spent_here(), by_ben = ben.spent_here();
    qInfo("ada spent %lld, ben %lld of %lld nano-USD", static_cast<long long>(by_ada),
          static_cast<long long>(by_ben), static_cast<long long>(Limit));
    QVERIFY(by_ada > 0 && by_ben > 0);
    QVERIFY(by_ada + by_ben <= Limit + CallNano);
    QVERIFY(by_ada + by_ben > Limit - 3 * CallNano);
    const Answer refused = send_message(ada.rig.daemon_port());
    QCOMPARE(refused.status, 402);
    QVERIFY2(contains(refused.body, "Team Payments"), refused.body.c_str());

    // Both know of each other, and so does the company.
    (void)ada.sync_now();
    (void)ben.sync_now();
    QVERIFY(wait_until([&] { return number(ada.budget(), "elsewhere_nano") == by_ben; }, 10s));
    const Json central = company.ask("GET", "/api/v1/budgets")["budgets"][0];
    QCOMPARE(number(central, "spent_nano"), by_ada + by_ben);
    QCOMPARE(number(central, "devices"), std::int64_t(2));

    // Ada goes on by herself; Ben asks, and somebody says yes.
    QCOMPARE(ada.rig.farebox({"override", "--for", "1h", "--reason", "release"}).exit_code, 0);
    QCOMPARE(ada.call(), 200);
    const Json asked = ben.ask({"override", "--ask", "--for", "1h", "--budget", "team", "--reason", "hotfix", "--json"});
    QCOMPARE(text(asked, "state"), std::string("pending"));
    QCOMPARE(ben.call(), 402);
    const Json approved = company.ask("POST", "/api/v1/override-requests/" + text(asked, "request_id") + "/approve",
                                      Json::object());
    QCOMPARE(text(approved, "state"), std::string("approved"));
    (void)ben.call();  // hears of it by the latest after a refusal
    QVERIFY(wait_until([&] { return text(ben.budget(), "override_id") == "collector"; }, 10s));
    QCOMPARE(ben.call(), 200);
}

void DaemonCollectorRulesTest::calls_go_on_while_the_collector_is_away() {
    constexpr std::int64_t Limit = 60'000'000;
    Company company(0);
    company.ask("PUT", "/api/v1/budgets/team", team_budget("0.06"));
    Laptop ada(company), ben(company);
    for (const Laptop* laptop : {&ada, &ben}) {
        QVERIFY(wait_until([&] { return text(laptop->budget(), "budget_id") == "team"; }, 20s));
    }
    for (int i = 0; i < 5; ++i) QCOMPARE(ben.call(), 200);
    QVERIFY(ben.is_settled());
    (void)ben.sync_now();
    (void)ada.sync_now();
    QVERIFY(wait_until([&] { return number(ada.budget(), "elsewhere_nano") == 5 * CallNano; }, 20s));
    company.stop_collector();

    // Alone: no call is lost to the outage, and the limit less what Ben had spent still holds.
    spend_all({&ada});
    QVERIFY(ada.is_settled());
    const std::int64_t by_ada = ada.spent_here();
    qInfo("ada spent %lld of %lld nano-USD while the collector was away", static_cast<long long>(by_ada),
          static_cast<long long>(Limit - 5 * CallNano));
    QVERIFY(by_ada <= Limit - 5 * CallNano + CallNano);
    QVERIFY(by_ada > Limit - 5 * CallNano - 3 * CallNano);
    QVERIFY(contains(ada.rig.farebox({"sync"}).out, "hold by what was last heard"));

    company.start_collector();
    (void)ben.sync_now();
    (void)ada.sync_now();
    QVERIFY(wait_until([&] {
        (void)ben.sync_now();
        return number(ben.budget(), "elsewhere_nano") == by_ada;
    }, 20s));
    QCOMPARE(ben.call(), 402);
}

void DaemonCollectorRulesTest::a_policy_is_live_locked_and_signed() {
    Company company(0);
    Laptop ada(company);
    const auto set = [&](int hours) {
        company.ask("PUT", "/api/v1/policy", {{"enforced", {{"override.max_hours", hours}}}, {"reason", "test"}});
        (void)ada.sync_now();
    };
    const auto is_in_force = [&](int hours) {
        return wait_until([&] { return number(ada.setting("override.max_hours"), "value") == hours; }, 10s);
    };
    QVERIFY(wait_until([&] { return !text(ada.sync(), "policy_version").empty(); }, 20s));
    set(3);
    QVERIFY(is_in_force(3));
    QCOMPARE(text(ada.setting("override.max_hours"), "source"), std::string("collector_enforced"));
    QVERIFY(find_bool(ada.setting("override.max_hours"), "is_locked").value_or(false));
    const Finished shown = ada.rig.farebox({"policy", "show"});
    QVERIFY2(contains(shown.out, "collector, enforced  locked"), shown.report().c_str());
    QCOMPARE(ada.rig.farebox({"config", "set", "override.max_hours", "9"}).exit_code, 1);

    // The company sees which one is in force, since when.
    const std::string version = text(ada.sync(), "policy_version");
    Json device;
    QVERIFY(wait_until([&] {
        device = company.ask("GET", "/api/v1/fleet")["devices"][0];
        return text(device, "policy_version") == version;
    }, 10s));
    QVERIFY(number(device, "policy_installed_at") > 0);
    QCOMPARE(text(device, "policy_told"), version);

    // What was changed on its way changes nothing, and is said.
    company.forge_policies(true);
    set(700);
    QVERIFY(wait_until([&] { return !text(ada.sync(), "policy_problem").empty(); }, 10s));
    QVERIFY(is_in_force(3));
    QVERIFY2(contains(ada.rig.farebox({"status"}).out, "policy is refused"), ada.rig.farebox({"status"}).out.c_str());
    const Finished doctor = ada.rig.farebox({"doctor"});
    QVERIFY2(contains(doctor.out, "policy is refused") && doctor.exit_code == 4, doctor.report().c_str());
    company.forge_policies(false);
    (void)ada.sync_now();
    QVERIFY(is_in_force(700));
    QVERIFY(text(ada.sync(), "policy_problem").empty());

    // It goes with the company.
    (void)ada.rig.farebox({"enroll", "--leave"});
    QVERIFY(wait_until([&] { return !find_bool(ada.setting("override.max_hours"), "is_locked").value_or(true); }, 10s));
    QCOMPARE(text(ada.sync(), "state"), std::string("not_enrolled"));
}

FAREBOX_TEST_CLASS(DaemonCollectorRulesTest)
#include "daemon_collector_rules_test.moc"
