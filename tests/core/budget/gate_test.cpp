#include "core/budget/gate.h"

#include "core/base/strings.h"
#include "core/budget/gate_types.h"
#include "tests/core/budget/rig.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::budget;
using namespace farebox::tests;

class GateTest : public QObject, GateRig {
    Q_OBJECT
private slots:
    void init() { reset_clock(); }

    void reserves_settles_and_releases() {
        const auto gate = make_gate({sample_budget("b", 10 * Dollar)});
        const Decision one = gate->admit(facts(4 * Dollar));
        const Decision two = gate->admit(facts(4 * Dollar));
        QVERIFY(one.kind == DecisionKind::Admitted && two.kind == DecisionKind::Admitted);
        QCOMPARE(gate->states()[0].reserved, 8 * Dollar);
        gate->settle(one.ticket, tests::sample_call(clock_.now(), 3 * Dollar));
        gate->release(two.ticket);
        QCOMPARE(gate->states()[0].reserved, std::int64_t(0));
        QCOMPARE(gate->states()[0].spent, 3 * Dollar);
        QCOMPARE(gate->states()[0].permille, std::int64_t(300));
        QCOMPARE(gate->check(), std::string());
        gate->release(two.ticket);
        QCOMPARE(gate->check(), std::string());
    }

    void pauses_the_call_at_110_percent() {
        Budget budget = sample_budget("Payments", 150 * Dollar);
        budget.hard_percent = 110;
        budget.time_zone = "Europe/Berlin";
        const auto gate = make_gate({budget});
        spend(*gate, 165 * Dollar + 200'000'000);
        const Decision decision = gate->admit(facts(Dollar));
        QVERIFY(decision.kind == DecisionKind::Refused && !decision.is_transient);
        QCOMPARE(decision.verdict.budget_id, std::string("Payments"));
        QCOMPARE(decision.verdict.reason,
                 std::string("Farebox paused this call: budget \"Payments\" has spent $165.20 of "
                             "$150.00 (110 %) this month and pauses at 110 %. The budget resets on "
                             "Tue 1 Dec 2026 00:00 (Europe/Berlin). To go on now: farebox override "
                             "--for 1h --reason \"...\", or Override in the Farebox tray."));
        QVERIFY(gate->states()[0].status == BudgetStatus::Paused);
        QVERIFY(!gate->quick_admit(1));
    }

    // Three workstations share ten dollars; four were spent on the others.
    void takes_one_thin_reservation_where_the_full_one_does_not_fit() {
        const auto gate = make_gate({sample_budget("b", 10 * Dollar)});
        spend(*gate, 8 * Dollar);
        const Decision thin = gate->admit(facts(5 * Dollar, Dollar / 2));
        QVERIFY(thin.kind == DecisionKind::Admitted);
        QCOMPARE(gate->states()[0].reserved, Dollar / 2);
        const Decision second = gate->admit(facts(5 * Dollar, Dollar / 2));
        QVERIFY(second.kind == DecisionKind::Refused && second.is_transient);
        QVERIFY(contains(second.verdict.reason, "Try again when they have ended"));
        QVERIFY(gate->admit(facts(Dollar)).kind == DecisionKind::Admitted);
        gate->release(thin.ticket);
        QVERIFY(gate->admit(facts(5 * Dollar, Dollar / 2)).kind == DecisionKind::Admitted);
    }

    void knows_the_output_of_recent_calls() {
        const auto gate = make_gate({sample_budget("b", 10 * Dollar)});
        for (int i = 1; i <= 100; ++i) {
            Call call = tests::sample_call(clock_.now(), 0);
            call.usage.output_tokens = i;
            call.cost.components = {{"output_tokens", i, 0, PpmOne, i * 10'000'000}};
            gate->learn(call);
        }
        spend(*gate, 8 * Dollar);
        QVERIFY(gate->admit(facts(5 * Dollar, Dollar / 2)).kind == DecisionKind::Admitted);
        // The last 64 are 37 to 100; the 61st of them is 97.
        QCOMPARE(gate->states()[0].reserved, Dollar / 2 + 970'000'000);
    }

    void refuses_what_is_too_large_for_the_rest_and_says_so() {
        const auto gate = make_gate({sample_budget("b", 10 * Dollar)});
        spend(*gate, 9 * Dollar);
        const Decision decision = gate->admit(facts(6 * Dollar, 2 * Dollar));
        QVERIFY(decision.kind == DecisionKind::Refused && !decision.is_transient);
        QVERIFY(contains(decision.verdict.reason, "more than the $1.00 left"));
        QVERIFY(gate->states()[0].status == BudgetStatus::Paused);
        QVERIFY(gate->admit(facts(Dollar / 2)).kind == DecisionKind::Admitted);
        QVERIFY(gate->states()[0].status == BudgetStatus::Warning);
    }

    void admits_quickly_only_with_room_in_every_enforcing_budget() {
        Budget warn = sample_budget("warn", 1);
        warn.mode = BudgetMode::Warn;
        Budget other = sample_budget("other", 3 * Dollar);
        other.scope.repo = "elsewhere";
        const auto gate = make_gate({warn, other, sample_budget("wide", 100 * Dollar)});
        const auto one = gate->quick_admit(100);
        const auto two = gate->quick_admit(100);
        QVERIFY(one && two && !gate->quick_admit(2'000'000'000));
        QCOMPARE(gate->states()[1].reserved, 2 * (Dollar + 51));
        QCOMPARE(gate->states()[0].reserved, std::int64_t(0));
        const Verdict verdict = gate->refine(*one, facts(Dollar / 4));
        QVERIFY(verdict.kind == VerdictKind::Admitted);
        QCOMPARE(gate->states()[1].reserved, Dollar + 51);
        QCOMPARE(gate->states()[2].reserved, Dollar / 4 + Dollar + 51);
        QCOMPARE(gate->check(), std::string());
        gate->release(*one);
        gate->release(*two);
        for (const auto& state : gate->states()) QCOMPARE(state.reserved, std::int64_t(0));
    }

    void asks_for_attribution_only_where_it_could_refuse() {
        Budget repo = sample_budget("repo", Dollar);
        repo.scope.repo = "github.com/acme/payments";
        const auto gate = make_gate({repo});
        CallFacts unknown = facts(Dollar / 4);
        unknown.work.repo.reset();
        const Decision early = gate->admit(unknown);
        QVERIFY(early.kind == DecisionKind::Admitted);
        gate->release(early.ticket);
        spend(*gate, Dollar);
        QVERIFY(gate->admit(unknown).kind == DecisionKind::NeedsAttribution);
        unknown.work.repo = "";
        QVERIFY(gate->admit(unknown).kind == DecisionKind::Admitted);
        unknown.work.repo = "github.com/acme/payments";
        QVERIFY(gate->admit(unknown).kind == DecisionKind::Refused);
    }

    void counts_subscriptions_only_where_said() {
        Budget equivalent = sample_budget("eq", Dollar);
        equivalent.basis = CostBasis::ApiEquivalent;
        const auto gate = make_gate({sample_budget("list", Dollar), equivalent});
        Call call = tests::sample_call(clock_.now(), 2 * Dollar);
        call.billing_mode = BillingMode::Subscription;
        gate->settle({}, call);
        QCOMPARE(gate->states()[0].spent, std::int64_t(0));
        QCOMPARE(gate->states()[1].spent, 2 * Dollar);
        CallFacts next = facts(Dollar / 8);
        next.billing_mode = BillingMode::Subscription;
        QCOMPARE(gate->admit(next).verdict.budget_id, std::string("eq"));
    }

    void keeps_the_cap_of_a_call_and_the_rule_for_models_without_price() {
        Budget capped = sample_budget("capped", 100 * Dollar);
        capped.per_call_cap_nano = Dollar;
        const auto gate = make_gate({capped});
        QVERIFY(gate->admit(facts(2 * Dollar)).kind == DecisionKind::Admitted);
        QVERIFY(contains(gate->admit(facts(3 * Dollar)).verdict.reason, "input alone may cost $1.50"));

        Budget strict = sample_budget("strict", 100 * Dollar);
        strict.unpriced = UnpricedRule::Refuse;
        const auto strict_gate = make_gate({strict});
        CallFacts unpriced = facts(0);
        unpriced.estimate.price = PriceKnowledge::Unpriced;
        QVERIFY(contains(strict_gate->admit(unpriced).verdict.reason, "\"gpt-6\" has no price"));
        QVERIFY(!strict_gate->quick_admit(1));
        const Decision warned = gate->admit(unpriced);
        QVERIFY(warned.kind == DecisionKind::Admitted);
        QCOMPARE(warned.verdict.warnings.size(), std::size_t(1));

        Call call = tests::sample_call(clock_.now(), 0);
        call.cost = {};
        gate->settle({}, call);
        QCOMPARE(gate->states()[0].unpriced_calls, std::int64_t(1));
    }

    void lets_pass_while_overridden_and_names_it() {
        const auto gate = make_gate({sample_budget("b", Dollar)});
        spend(*gate, 2 * Dollar);
        gate->set_overrides({{"o-1", "b", "why", "ada", clock_.now(), clock_.now() + NsPerSecond}});
        const Decision decision = gate->admit(facts(Dollar));
        QVERIFY(decision.kind == DecisionKind::Admitted);
        QCOMPARE(decision.verdict.override_id, std::string("o-1"));
        QVERIFY(gate->states()[0].status == BudgetStatus::Overridden);
        QVERIFY(gate->quick_admit(1).has_value());
        clock_.time += NsPerSecond;
        QVERIFY(gate->admit(facts(Dollar)).kind == DecisionKind::Refused);
    }

    void holds_everything_while_the_user_pauses() {
        const auto gate = make_gate({});
        QVERIFY(gate->quick_admit(5).has_value());
        gate->set_pause(Pause{"lunch", clock_.now()});
        QVERIFY(!gate->quick_admit(5));
        QVERIFY(contains(gate->admit(facts(1)).verdict.reason, "paused by you (lunch)"));
        gate->set_pause(std::nullopt);
        QVERIFY(gate->admit(facts(1)).kind == DecisionKind::Admitted);
    }

    void warns_and_alerts_once() {
        const auto gate = make_gate({sample_budget("b", 10 * Dollar)});
        QVERIFY(gate->settle({}, tests::sample_call(clock_.now(), 7 * Dollar)).empty());
        const auto soft = gate->settle({}, tests::sample_call(clock_.now(), Dollar));
        QCOMPARE(soft.size(), std::size_t(1));
        QCOMPARE(soft[0].threshold_percent, std::int64_t(80));
        QVERIFY(gate->settle({}, tests::sample_call(clock_.now(), 1)).empty());
        const Decision decision = gate->admit(facts(Dollar));
        QCOMPARE(decision.verdict.warnings,
                 std::vector<std::string>{"budget \"b\": $8.00 of $10.00 (80 %) spent this month"});
        QCOMPARE(gate->settle(decision.ticket, tests::sample_call(clock_.now(), 5 * Dollar)).size(),
                 std::size_t(1));
    }

    void keeps_open_reservations_and_late_calls_through_a_reload() {
        std::vector<Budget> budgets = {sample_budget("b", 100 * Dollar)};
        const auto gate = make_gate(budgets);
        const Ticket open = gate->admit(facts(4 * Dollar)).ticket;
        gate->settle({}, tests::sample_call(clock_.now(), 1 * Dollar, "before"));
        gate->begin_reload();
        gate->settle({}, tests::sample_call(clock_.now(), 2 * Dollar, "in-the-sums"));
        gate->settle({}, tests::sample_call(clock_.now(), 3 * Dollar, "not-yet"));
        Opening opening = nothing_spent(budgets, clock_.now());
        opening.windows[0].spent = 3 * Dollar;
        opening.newest_rows = {{"before", 1}, {"in-the-sums", 1}};
        Budget fresh = sample_budget("fresh", 5 * Dollar);
        budgets.push_back(fresh);
        gate->replace_budgets(budgets, opening);
        QCOMPARE(gate->states()[0].spent, 6 * Dollar);
        QCOMPARE(gate->states()[0].reserved, 4 * Dollar);
        QCOMPARE(gate->states()[1].reserved, 4 * Dollar);
        QVERIFY(gate->wants_opening());
        gate->settle(open, tests::sample_call(clock_.now(), Dollar));
        QCOMPARE(gate->states()[1].reserved, std::int64_t(0));
        QCOMPARE(gate->states()[1].spent, Dollar);
        QCOMPARE(gate->check(), std::string());
    }

    void replaces_a_revised_call() {
        const auto gate = make_gate({sample_budget("b", 10 * Dollar)});
        const Call before = tests::sample_call(clock_.now(), 2 * Dollar);
        gate->settle({}, before);
        Call after = tests::sample_call(clock_.now(), 3 * Dollar);
        after.revision = 2;
        gate->revise(before, after);
        QCOMPARE(gate->states()[0].spent, 3 * Dollar);
    }

    void charges_the_window_of_the_start_whatever_the_clock_does() {
        Budget day = sample_budget("b", 10 * Dollar);
        day.period = BudgetPeriod::Day;
        const auto gate = make_gate({day});
        const UtcNs yesterday = clock_.now();
        const Ticket ticket = gate->admit(facts(Dollar)).ticket;
        clock_.time += NsPerDay;
        QVERIFY(gate->wants_opening());
        QCOMPARE(gate->states()[0].spent, std::int64_t(0));
        gate->settle(ticket, tests::sample_call(yesterday, 4 * Dollar));
        QCOMPARE(gate->states()[0].spent, std::int64_t(0));
        clock_.time = yesterday;
        QCOMPARE(gate->states()[0].spent, 4 * Dollar);
        QCOMPARE(gate->states()[0].reserved, std::int64_t(0));
    }

    void lets_a_forgotten_ticket_expire() {
        const auto gate = make_gate({sample_budget("b", 10 * Dollar)});
        const Ticket forgotten = gate->admit(facts(4 * Dollar)).ticket;
        clock_.ticks += 6 * 3600 * NsPerSecond;
        (void)gate->quick_admit(1);
        QCOMPARE(gate->counts().expired_tickets, std::int64_t(1));
        gate->settle(forgotten, tests::sample_call(clock_.now(), Dollar));
        QCOMPARE(gate->states()[0].spent, Dollar);
        QCOMPARE(gate->check(), std::string());
    }

    void counts_a_budget_with_an_unknown_zone_in_utc_and_says_so() {
        Budget odd = sample_budget("b", Dollar);
        odd.time_zone = "Mars/Olympus";
        const auto gate = make_gate({odd});
        QCOMPARE(gate->states()[0].zone, std::string("UTC"));
        QVERIFY(contains(gate->states()[0].problem, "Mars/Olympus"));
    }

    void counts_tokens() {
        Budget tokens = sample_budget("t", 3000);
        tokens.unit = BudgetUnit::Token;
        const auto gate = make_gate({tokens});
        const Decision one = gate->admit(facts(1));
        QCOMPARE(gate->states()[0].reserved, std::int64_t(2000));
        Call call = tests::sample_call(clock_.now(), 1);
        call.usage.input_tokens = 2500;
        call.usage.output_tokens = 500;
        gate->settle(one.ticket, call);
        QVERIFY(contains(gate->admit(facts(1)).verdict.reason, "3,000 tokens of 3,000 tokens"));
    }
};

FAREBOX_TEST_CLASS(GateTest)
#include "gate_test.moc"
