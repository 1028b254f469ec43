// A budget that several workstations share: what the collector's word binds, and what its silence
// does not.

#include "core/budget/gate.h"

#include "core/base/strings.h"
#include "core/budget/gate_types.h"
#include "tests/core/budget/rig.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::budget;
using namespace farebox::tests;

class GateSharesTest : public QObject, GateRig {
    Q_OBJECT
private:
    static Budget central_budget() {
        Budget budget = sample_budget("b", 10 * Dollar);
        budget.source = BudgetSource::Collector;
        return budget;
    }

private slots:
    void init() { reset_clock(); }

    void holds_its_part_of_a_shared_budget() {
        const auto gate = make_gate({central_budget()});
        int asked = 0;
        gate->set_share_asker([&] { ++asked; });
        spend(*gate, Dollar);
        const UtcNs start = gate->states()[0].window.start;
        const UtcNs soon = clock_.now() + 60 * NsPerSecond;
        gate->set_shares({{"b", start, 4 * Dollar, 2 * Dollar, soon}});
        QCOMPARE(gate->states()[0].spent, 5 * Dollar);
        QCOMPARE(gate->states()[0].elsewhere, 4 * Dollar);

        const Decision within = gate->admit(facts(Dollar));
        QVERIFY(within.kind == DecisionKind::Admitted);
        QCOMPARE(asked, 1);  // another one like it would find no room
        const Decision beyond = gate->admit(facts(2 * Dollar, 2 * Dollar));
        QVERIFY(beyond.kind == DecisionKind::Refused && beyond.is_transient);
        QVERIFY(contains(beyond.verdict.reason, "which several workstations share"));
        QCOMPARE(asked, 2);
        QCOMPARE(gate->offer_shares()[0].need, 2 * Dollar);
        QVERIFY(!gate->quick_admit(2 * Dollar));
        gate->release(within.ticket);
        QCOMPARE(gate->check(), std::string());
    }

    // Two workstations with a thin one each would pass the limit by two calls' errors.
    void takes_a_thin_reservation_of_a_shared_budget_only_with_all_that_is_left() {
        const auto gate = make_gate({central_budget()});
        const UtcNs start = gate->states()[0].window.start;
        const UtcNs soon = clock_.now() + 60 * NsPerSecond;
        gate->set_shares({{"b", start, 8 * Dollar, Dollar, soon}});
        const Decision part = gate->admit(facts(5 * Dollar, Dollar / 2));
        QVERIFY(part.kind == DecisionKind::Refused && part.is_transient);
        QCOMPARE(gate->offer_shares()[0].need, 5 * Dollar);
        gate->set_shares({{"b", start, 8 * Dollar, 2 * Dollar, soon}});
        int asked = 0;
        gate->set_share_asker([&] { ++asked; });
        const Decision all = gate->admit(facts(5 * Dollar, Dollar / 2));
        QVERIFY(all.kind == DecisionKind::Admitted);
        // The rest is given back as soon as the call is over.
        asked = 0;
        gate->settle(all.ticket, sample_call(clock_.now(), Dollar / 4));
        QCOMPARE(asked, 1);
    }

    void asks_where_the_collector_s_word_is_missing_or_old() {
        const Budget budget = central_budget();
        const auto gate = make_gate({budget});
        int asked = 0;
        gate->set_share_asker([&] { ++asked; });
        gate->replace_budgets({budget}, nothing_spent({budget}, clock_.now()));
        QCOMPARE(asked, 1);
        gate->release(gate->admit(facts(1)).ticket);
        QCOMPARE(asked, 2);
        const UtcNs start = gate->states()[0].window.start;
        gate->set_shares({{"b", start, 0, 9 * Dollar, clock_.now() + 60 * NsPerSecond}});
        gate->release(gate->admit(facts(1)).ticket);
        QCOMPARE(asked, 2);
        clock_.time += 50 * NsPerSecond;
        gate->release(gate->admit(facts(1)).ticket);
        QCOMPARE(asked, 3);  // it is about to expire
        // Used up: the next question may bring an override or a higher limit.
        gate->set_shares({{"b", start, 10 * Dollar, 0, clock_.now() + 60 * NsPerSecond}});
        QVERIFY(gate->admit(facts(1)).kind == DecisionKind::Refused);
        QCOMPARE(asked, 4);
    }

    // Others may have been promised all that is left.
    void waits_for_the_next_word_when_the_last_has_expired() {
        const auto gate = make_gate({central_budget()});
        const UtcNs start = gate->states()[0].window.start;
        gate->set_shares({{"b", start, 4 * Dollar, 9 * Dollar, clock_.now()}});
        const Decision decision = gate->admit(facts(Dollar));
        QVERIFY(decision.kind == DecisionKind::Refused && decision.is_transient);
        QVERIFY(contains(decision.verdict.reason, "which several workstations share"));
        gate->set_shares({{"b", start, 4 * Dollar, Dollar, clock_.now() + 60 * NsPerSecond}});
        QVERIFY(gate->admit(facts(Dollar)).kind == DecisionKind::Admitted);
    }

    void lets_the_limit_alone_bind_when_no_word_comes() {
        const auto gate = make_gate({central_budget()});
        const UtcNs start = gate->states()[0].window.start;
        gate->set_shares({{"b", start, 4 * Dollar, Dollar, clock_.now() + 60 * NsPerSecond}});
        QVERIFY(gate->admit(facts(6 * Dollar)).is_transient);
        clock_.time += 4 * NsPerSecond;
        QVERIFY(gate->admit(facts(6 * Dollar)).is_transient);
        clock_.time += NsPerSecond;
        QVERIFY(gate->admit(facts(6 * Dollar)).kind == DecisionKind::Admitted);
        const Decision beyond = gate->admit(facts(Dollar, Dollar));
        QVERIFY(beyond.kind == DecisionKind::Refused && beyond.is_transient);
        QVERIFY(contains(beyond.verdict.reason, "calls in flight"));
        // A collector that is known to be away is not waited for.
        gate->set_shares({{"b", start, 3 * Dollar, 0, 0}});
        QVERIFY(gate->admit(facts(Dollar)).kind == DecisionKind::Admitted);
    }

    // The answer may be a lower ceiling, of which others have been promised the rest already.
    void takes_no_more_than_it_said_while_the_answer_is_on_its_way() {
        const auto gate = make_gate({central_budget()});
        const UtcNs start = gate->states()[0].window.start;
        const UtcNs soon = clock_.now() + 60 * NsPerSecond;
        gate->set_shares({{"b", start, 0, 5 * Dollar, soon}});
        const Decision running = gate->admit(facts(Dollar));
        QVERIFY(gate->holds_shares());
        const ShareOffer offer = gate->offer_shares()[0];
        QCOMPARE(offer.reserved, Dollar);
        QCOMPARE(offer.kept, Dollar + Dollar / 5);  // 2 % of the limit beside
        const Decision small = gate->admit(facts(Dollar / 5));
        QVERIFY(small.kind == DecisionKind::Admitted);
        QVERIFY(gate->admit(facts(Dollar)).is_transient);
        QCOMPARE(gate->offer_shares()[0].kept, Dollar + Dollar / 5);  // one waits: no spare
        gate->set_shares({{"b", start, 0, 3 * Dollar, soon}});
        QVERIFY(gate->admit(facts(Dollar)).kind == DecisionKind::Admitted);
        gate->release(running.ticket);
        QCOMPARE(gate->check(), std::string());
    }

    void tells_nothing_that_the_ledger_has_not_said() {
        Budget own = sample_budget("own", Dollar);
        const std::vector<Budget> budgets = {central_budget(), own};
        Gate gate(Dearest, clock_);
        gate.replace_budgets(budgets, {});
        QVERIFY(gate.offer_shares().empty());
        gate.replace_budgets(budgets, nothing_spent(budgets, clock_.now()));
        QCOMPARE(gate.offer_shares().size(), std::size_t(1));
    }

    void warns_and_pauses_by_what_all_workstations_spent() {
        const auto gate = make_gate({sample_budget("b", 10 * Dollar)});
        const UtcNs start = gate->states()[0].window.start;
        const auto alerts = gate->set_shares({{"b", start, 11 * Dollar, 0, 0}});
        QCOMPARE(alerts.size(), std::size_t(2));
        QVERIFY(gate->states()[0].status == BudgetStatus::Paused);
        const Decision decision = gate->admit(facts(1));
        QVERIFY(decision.kind == DecisionKind::Refused && !decision.is_transient);
        QVERIFY(contains(decision.verdict.reason, "$11.00 of $10.00 (110 %)"));
        // Of another window it says nothing.
        gate->set_shares({{"b", start - 1, 11 * Dollar, 0, 0}});
        QVERIFY(gate->states()[0].status == BudgetStatus::Ok);
    }

    void goes_on_where_the_collector_approved_it() {
        const auto gate = make_gate({sample_budget("b", 10 * Dollar)});
        const UtcNs start = gate->states()[0].window.start;
        Share share{"b", start, 10 * Dollar, 0, clock_.now() + NsPerSecond};
        share.overridden_until = clock_.now() + NsPerSecond;
        gate->set_shares({share});
        const Decision decision = gate->admit(facts(Dollar));
        QVERIFY(decision.kind == DecisionKind::Admitted);
        QCOMPARE(decision.verdict.override_id, std::string("collector"));
        gate->set_overrides({});  // the user's own list is another one
        QVERIFY(gate->states()[0].status == BudgetStatus::Overridden);
        QCOMPARE(gate->states()[0].overridden_until, share.overridden_until);
        gate->set_shares({});
        QCOMPARE(gate->states()[0].overridden_until, UtcNs(0));
        QVERIFY(gate->states()[0].override_id.empty());
    }
};

FAREBOX_TEST_CLASS(GateSharesTest)
#include "gate_shares_test.moc"
