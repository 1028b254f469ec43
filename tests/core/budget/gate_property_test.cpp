// What must hold whatever happens, shown with many threads and with random sequences. Every random
// choice comes from a seed, so that a failure can be repeated (threads interleave as they like; the
// properties hold for each interleaving).

#include <map>
#include <random>
#include <thread>

#include "core/budget/gate.h"
#include "tests/core/budget/rig.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::budget;
using namespace farebox::tests;

class GatePropertyTest : public QObject {
    Q_OBJECT
private:
    static constexpr Provisional Dearest{1, Dollar};

    struct Outcome {
        std::int64_t charged = 0;
        std::int64_t worst_error = 0;  ///< real cost above what was reserved as thin
    };

    // Full reservations are upper bounds; calls whose real cost passes `likely` do so because they
    // were thin. A full call never costs more than `most`.
    static Outcome hammer(Gate& gate, const StepClock& clock, unsigned seed, int calls) {
        std::mt19937_64 random(seed);
        const auto pick = [&](std::int64_t below) {
            return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(below));
        };
        Outcome outcome;
        for (int i = 0; i < calls; ++i) {
            const std::int64_t most = Dollar / 10 + pick(Dollar);
            const CallFacts facts = sample_facts(clock.now(), most, most / 10);
            const std::int64_t cost = pick(most + 1);
            Ticket ticket;
            if (pick(3) == 0) {
                const auto quick = gate.quick_admit(100);
                if (!quick) continue;
                ticket = *quick;
                (void)gate.refine(ticket, facts);
            } else {
                const Decision decision = gate.admit(facts);
                if (decision.kind != DecisionKind::Admitted) continue;
                ticket = decision.ticket;
            }
            if (pick(2) == 0) std::this_thread::yield();
            if (pick(4) == 0) {
                gate.release(ticket);
                continue;
            }
            gate.settle(ticket, tests::sample_call(clock.now(), cost));
            outcome.charged += cost;
            outcome.worst_error = std::max(outcome.worst_error, cost - most / 10);
        }
        return outcome;
    }

private slots:
    void passes_the_hard_limit_by_at_most_one_settle_error_with_32_threads() {
        for (unsigned round = 0; round < 10; ++round) {
            StepClock clock;
            const std::vector<Budget> budgets = {sample_budget("b", 40 * Dollar)};
            Gate gate(Dearest, clock);
            gate.replace_budgets(budgets, nothing_spent(budgets, clock.now()));
            std::vector<Outcome> outcomes(32);
            std::vector<std::thread> threads;
            for (unsigned i = 0; i < 32; ++i) {
                threads.emplace_back([&, i] {
                    outcomes[i] = hammer(gate, clock, round * 100 + i, 200);
                });
            }
            for (auto& thread : threads) thread.join();
            Outcome all;
            for (const auto& outcome : outcomes) {
                all.charged += outcome.charged;
                all.worst_error = std::max(all.worst_error, outcome.worst_error);
            }
            const BudgetState state = gate.states()[0];
            QCOMPARE(state.spent, all.charged);
            QCOMPARE(state.reserved, std::int64_t(0));
            QCOMPARE(gate.check(), std::string());
            QVERIFY(state.spent > 38 * Dollar);
            QVERIFY2(state.spent <= 40 * Dollar + all.worst_error,
                     std::to_string(state.spent).c_str());
        }
    }

    void leaves_nothing_reserved_after_10000_aborts() {
        StepClock clock;
        const std::vector<Budget> budgets = {sample_budget("b", 40 * Dollar)};
        Gate gate(Dearest, clock);
        gate.replace_budgets(budgets, nothing_spent(budgets, clock.now()));
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&] {
                for (int i = 0; i < 2500; ++i) {
                    if (const auto quick = gate.quick_admit(100)) gate.release(*quick);
                    const Decision decision = gate.admit(sample_facts(clock.now(), Dollar));
                    if (decision.ticket) gate.release(decision.ticket);
                }
            });
        }
        for (auto& thread : threads) thread.join();
        QCOMPARE(gate.states()[0].reserved, std::int64_t(0));
        QCOMPARE(gate.states()[0].open_reservations, std::int64_t(0));
        QCOMPARE(gate.counts().open_tickets, std::int64_t(0));
        QVERIFY(gate.admit(sample_facts(clock.now(), 40 * Dollar)).kind == DecisionKind::Admitted);
    }

    void keeps_the_invariant_through_restarts_reloads_and_clock_steps() {
        for (unsigned seed = 1; seed <= 40; ++seed) run_sequence(seed);
    }

private:
    // A model of the ledger: what was settled, by start.
    struct Row {
        UtcNs started_at;
        std::int64_t cost;
        std::string repo;
        std::string call_id;
    };

    static Opening opening_from(const std::vector<Row>& rows, const std::vector<Budget>& budgets,
                                UtcNs now) {
        Opening opening;
        for (const auto& wanted : windows_to_open(budgets, now)) {
            OpenedWindow opened{wanted.budget.budget_id, wanted.window.start, 0, 0};
            for (const Row& row : rows) opened.spent += part(wanted.budget, wanted.window, row);
            opening.windows.push_back(opened);
        }
        for (const Row& row : rows) opening.newest_rows[row.call_id] = 1;
        return opening;
    }
    static std::int64_t part(const Budget& budget, const Window& window, const Row& row) {
        const bool is_in = budget.scope.repo.empty() || budget.scope.repo == row.repo;
        return is_in && window.contains(row.started_at) ? row.cost : 0;
    }

    static void compare(const Gate& gate, const std::vector<Row>& rows, const std::string& where) {
        QCOMPARE(gate.check(), std::string());
        for (const BudgetState& state : gate.states()) {
            std::int64_t expected = 0;
            for (const Row& row : rows) expected += part(state.budget, state.window, row);
            QVERIFY2(state.spent == expected,
                     format("{} budget {}: {} is not {}", where, state.budget.budget_id,
                            state.spent, expected)
                         .c_str());
        }
    }

    static void run_sequence(unsigned seed) {
        std::mt19937_64 random(seed);
        const auto pick = [&](std::int64_t below) {
            return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(below));
        };
        StepClock clock;
        std::vector<Budget> budgets = {sample_budget("all", 1000 * Dollar),
                                       sample_budget("web", 900 * Dollar),
                                       sample_budget("day", 500 * Dollar)};
        budgets[1].scope.repo = "web";
        budgets[1].time_zone = "Europe/Berlin";
        budgets[2].period = BudgetPeriod::Day;
        std::vector<Row> rows;
        std::vector<std::pair<Ticket, UtcNs>> open;
        auto gate = std::make_unique<Gate>(Dearest, clock);
        gate->replace_budgets(budgets, opening_from(rows, budgets, clock.now()));
        for (int step = 0; step < 300; ++step) {
            const std::int64_t what = pick(20);
            if (what < 8) {
                CallFacts facts = sample_facts(clock.now(), pick(Dollar), 1);
                facts.work.repo = pick(2) == 0 ? "web" : "other";
                const Decision decision = gate->admit(facts);
                if (decision.ticket) open.push_back({decision.ticket, facts.started_at});
            } else if (what < 14 && !open.empty()) {
                const auto at = static_cast<std::size_t>(pick(static_cast<std::int64_t>(open.size())));
                const auto [ticket, started_at] = open[at];
                open.erase(open.begin() + static_cast<std::ptrdiff_t>(at));
                if (what < 10) {
                    gate->release(ticket);
                } else {
                    settle(*gate, ticket, started_at, pick(2 * Dollar), pick(2) == 0, rows);
                }
            } else if (what == 14) {  // the daemon dies: what was in flight is gone
                open.clear();
                gate = std::make_unique<Gate>(Dearest, clock);
                gate->replace_budgets(budgets, opening_from(rows, budgets, clock.now()));
            } else if (what == 15) {  // a reload that calls overtake
                gate->begin_reload();
                settle(*gate, {}, clock.now(), pick(Dollar), true, rows);
                const Opening opening = opening_from(rows, budgets, clock.now());
                settle(*gate, {}, clock.now(), pick(Dollar), false, rows);
                budgets[0].limit += 1;
                gate->replace_budgets(budgets, opening);
            } else if (what < 18) {  // the clock runs, or is set up to three days off
                clock.time += pick(6 * 3600) * NsPerSecond;
            } else {
                clock.time += (pick(7) - 3) * NsPerDay;
            }
            if (gate->wants_opening()) {
                gate->begin_reload();
                gate->replace_budgets(budgets, opening_from(rows, budgets, clock.now()));
            }
            compare(*gate, rows, format("seed {} step {}", seed, step));
        }
    }

    static void settle(Gate& gate, Ticket ticket, UtcNs started_at, std::int64_t cost, bool in_web,
                       std::vector<Row>& rows) {
        Call call = tests::sample_call(started_at, cost, "c-" + std::to_string(rows.size()));
        call.repo = in_web ? "web" : "other";
        gate.settle(ticket, call);
        rows.push_back({started_at, cost, call.repo, call.call_id});
    }
};

FAREBOX_TEST_CLASS(GatePropertyTest)
#include "gate_property_test.moc"
