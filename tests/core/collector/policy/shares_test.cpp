// One budget over many workstations: what is promised never passes the limit, whoever asks when.

#include "core/collector/policy/shares.h"

#include "core/collector/policy/override_requests.h"
#include "tests/core/collector/stores.h"
#include "tests/support/suite.h"

#include <random>

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

constexpr std::int64_t Dollar = 1'000'000'000;
constexpr UtcNs Now = 1'795'318'200 * NsPerSecond;  // 2026-11-22T03:30:00Z

CentralBudget shared_budget(std::int64_t limit) {
    CentralBudget item;
    item.budget.budget_id = "team";
    item.budget.name = "Team";
    item.budget.limit = limit;
    item.budget.hard_percent = 100;
    item.budget.time_zone = "UTC";
    return item;
}

ShareGrant ask(Session& session, const CentralBudget& budget, const std::string& device,
               std::int64_t spent, std::int64_t wanted, UtcNs now = Now) {
    const auto window = shared_spend(session, budget.budget, now);
    const auto grants = grant_shares(session, device, {budget},
                                     {{"team", window->window_start, spent, wanted}}, now);
    if (!grants || grants->size() != 1) qFatal("no grant");
    return grants->front();
}

}  // namespace

class SharesTest : public QObject {
    Q_OBJECT
private slots:
    void tells_each_workstation_what_the_others_spent_data() { add_stores(); }
    void tells_each_workstation_what_the_others_spent();
    void never_promises_more_than_the_limit_data() { add_stores(); }
    void never_promises_more_than_the_limit();
    void gives_a_waiting_call_all_it_needs_data() { add_stores(); }
    void gives_a_waiting_call_all_it_needs();
    void never_takes_back_what_is_kept_data() { add_stores(); }
    void never_takes_back_what_is_kept();
    void lets_two_that_wait_for_each_other_go_on_data() { add_stores(); }
    void lets_two_that_wait_for_each_other_go_on();
    void forgets_a_promise_that_has_expired_data() { add_stores(); }
    void forgets_a_promise_that_has_expired();
    void begins_again_with_the_next_window_data() { add_stores(); }
    void begins_again_with_the_next_window();
    void passes_an_approved_override_on_data() { add_stores(); }
    void passes_an_approved_override_on();
    void answers_only_for_budgets_that_concern_the_device_data() { add_stores(); }
    void answers_only_for_budgets_that_concern_the_device();
    void refuses_a_report_without_its_members();
};

void SharesTest::tells_each_workstation_what_the_others_spent() {
    FAREBOX_STORE(store);
    const auto session = store->database().session();
    const CentralBudget budget = shared_budget(100 * Dollar);
    ask(**session, budget, "a", 10 * Dollar, 0);
    ask(**session, budget, "b", 5 * Dollar, 0);
    const ShareGrant grant = ask(**session, budget, "c", 1 * Dollar, 3 * Dollar);
    QCOMPARE(grant.elsewhere, 15 * Dollar);
    QCOMPARE(grant.ceiling, 4 * Dollar);
    QCOMPARE(grant.expires_at, Now + ShareLife);
    const auto all = shared_spend(**session, budget.budget, Now);
    QCOMPARE(all->spent, 16 * Dollar);
    QCOMPARE(all->devices, std::int64_t(3));
    // Two get 2 % of the limit without having wanted anything, the third what it wanted.
    QCOMPARE(all->promised, 7 * Dollar);
}

void SharesTest::never_promises_more_than_the_limit() {
    FAREBOX_STORE(store);
    const auto session = store->database().session();
    const CentralBudget budget = shared_budget(100 * Dollar);
    std::mt19937_64 random(7);
    std::map<std::string, std::int64_t> spent, ceiling;
    for (int i = 0; i < 400; ++i) {
        const std::string device = "d" + std::to_string(random() % 8);
        // It spends anything up to what it was promised, then asks for more.
        const std::int64_t room = ceiling[device] - spent[device];
        if (room > 0) spent[device] += std::int64_t(random() % std::uint64_t(room + 1));
        const auto wanted = std::int64_t(random() % std::uint64_t(20 * Dollar));
        const ShareGrant grant = ask(**session, budget, device, spent[device], wanted, Now + i);
        QVERIFY(grant.ceiling >= spent[device]);
        ceiling[device] = grant.ceiling;
        std::int64_t all = 0;
        for (const auto& [name, most] : ceiling) all += most;
        QVERIFY2(all <= 100 * Dollar, qPrintable(QString::number(i)));
    }
    std::int64_t all = 0;
    for (const auto& [name, amount] : spent) all += amount;
    QVERIFY(all > 95 * Dollar);  // and it is not held back either
    QCOMPARE(shared_spend(**session, budget.budget, Now + 400)->spent, all);
}

// A quarter of what is left would be too little for the call, and the rest could never be spent.
void SharesTest::gives_a_waiting_call_all_it_needs() {
    FAREBOX_STORE(store);
    const auto session = store->database().session();
    const std::vector<CentralBudget> budgets = {shared_budget(10 * Dollar)};
    const UtcNs window = shared_spend(**session, budgets[0].budget, Now)->window_start;
    const auto ceiling = [&](std::int64_t needed) {
        return grant_shares(**session, "a", budgets,
                            {{"team", window, 7 * Dollar, 2 * Dollar, 0, needed}}, Now)->front().ceiling;
    };
    QCOMPARE(ceiling(0), 7 * Dollar + 3 * Dollar / 4);
    QCOMPARE(ceiling(2 * Dollar), 9 * Dollar);
    QCOMPARE(ceiling(20 * Dollar), 10 * Dollar);
}

// What calls hold is spent in the end, and what a workstation took while it asked.
void SharesTest::never_takes_back_what_is_kept() {
    FAREBOX_STORE(store);
    const auto session = store->database().session();
    const std::vector<CentralBudget> budgets = {shared_budget(10 * Dollar)};
    const UtcNs window = shared_spend(**session, budgets[0].budget, Now)->window_start;
    const auto ceiling = [&](const char* device, std::int64_t kept, std::int64_t needed) {
        return grant_shares(**session, device, budgets, {{"team", window, Dollar, needed, kept, needed}}, Now)
            ->front().ceiling;
    };
    QCOMPARE(ceiling("a", 0, 6 * Dollar), 7 * Dollar);
    QCOMPARE(ceiling("a", 6 * Dollar, 0), 7 * Dollar);
    QCOMPARE(ceiling("b", 3 * Dollar, 0), 3 * Dollar);  // what it took by itself, as far as it goes
}

// Both hold a dollar that is too little, until one of them lets it go.
void SharesTest::lets_two_that_wait_for_each_other_go_on() {
    FAREBOX_STORE(store);
    const auto session = store->database().session();
    const std::vector<CentralBudget> budgets = {shared_budget(10 * Dollar)};
    const UtcNs window = shared_spend(**session, budgets[0].budget, Now)->window_start;
    const auto ceiling = [&](const char* device, std::int64_t kept, std::int64_t needed) {
        return grant_shares(**session, device, budgets,
                            {{"team", window, 4 * Dollar, needed, kept, needed}}, Now)->front().ceiling;
    };
    QCOMPARE(ceiling("a", 0, Dollar), 5 * Dollar);
    QCOMPARE(ceiling("b", 0, Dollar), 5 * Dollar);
    QCOMPARE(ceiling("a", Dollar / 4, 2 * Dollar), 4 * Dollar + Dollar / 4);
    QCOMPARE(ceiling("b", 0, 2 * Dollar), 4 * Dollar);
    QCOMPARE(ceiling("a", 0, 2 * Dollar), 6 * Dollar);
    // All that is left, though it is less than wanted: nobody else holds anything.
    QCOMPARE(ceiling("a", 0, 3 * Dollar), 6 * Dollar);
}

void SharesTest::forgets_a_promise_that_has_expired() {
    FAREBOX_STORE(store);
    const auto session = store->database().session();
    const CentralBudget budget = shared_budget(4 * Dollar);
    QCOMPARE(ask(**session, budget, "a", 0, Dollar).ceiling, Dollar);
    QCOMPARE(ask(**session, budget, "b", 3 * Dollar, Dollar).ceiling, 3 * Dollar);
    const ShareGrant later = ask(**session, budget, "b", 3 * Dollar, Dollar, Now + ShareLife + 1);
    QVERIFY(later.ceiling > 3 * Dollar);
}

void SharesTest::begins_again_with_the_next_window() {
    FAREBOX_STORE(store);
    const auto session = store->database().session();
    const CentralBudget budget = shared_budget(4 * Dollar);
    ask(**session, budget, "a", 4 * Dollar, 0);
    const UtcNs next_month = Now + 10 * 24 * 3600 * NsPerSecond;
    // A report of the old window does not count in the new one.
    const auto grants = grant_shares(**session, "a", {budget}, {{"team", 0, 4 * Dollar, Dollar}},
                                     next_month);
    QVERIFY(grants.has_value());
    QCOMPARE(grants->front().ceiling, Dollar);
    QCOMPARE(grants->front().elsewhere, std::int64_t(0));
}

void SharesTest::passes_an_approved_override_on() {
    FAREBOX_STORE(store);
    const auto session = store->database().session();
    const CentralBudget budget = shared_budget(Dollar);
    OverrideRequest request = parse_override_request({{"budget_id", "team"}, {"reason", "release"}})
                                  .value();
    request.request_id = "r1";
    request.device_id = "a";
    request.requested_at = Now;
    QVERIFY(add_request(**session, request).has_value());
    QCOMPARE(ask(**session, budget, "a", Dollar, 0).overridden_until, UtcNs(0));
    QVERIFY(decide_request(**session, "r1", /*is_approved=*/true, "ada", Now).has_value());
    QCOMPARE(ask(**session, budget, "a", Dollar, 0).overridden_until, Now + 3600 * NsPerSecond);
    QCOMPARE(ask(**session, budget, "b", 0, 0).overridden_until, UtcNs(0));
    const auto again = decide_request(**session, "r1", /*is_approved=*/false, "eve", Now);
    QVERIFY(!again && again.error().code == ErrorCode::Conflict);
    QCOMPARE(again.error().message, std::string("this request was approved by ada"));
}

void SharesTest::answers_only_for_budgets_that_concern_the_device() {
    FAREBOX_STORE(store);
    const auto session = store->database().session();
    const auto grants = grant_shares(**session, "a", {shared_budget(Dollar)},
                                     {{"other", 0, 0, 0}}, Now);
    QVERIFY(grants.has_value() && grants->empty());
}

void SharesTest::refuses_a_report_without_its_members() {
    QVERIFY(!parse_share_reports(Json::array()));
    const auto report = parse_share_reports({{"budgets", {{{"budget_id", "b"}, {"spent", 1}}}}});
    QCOMPARE(report.error().message,
             std::string("budgets[0]: budget_id, window_start and spent are needed"));
}

FAREBOX_TEST_CLASS(SharesTest)
#include "shares_test.moc"
