// What the gate costs a call: nanoseconds for each step with 1 and 20 budgets, one thread.
//     budget-bench [rounds]

#include <chrono>
#include <cstdio>
#include <string>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/budget/gate.h"

namespace {

using namespace farebox;

template <class Work>
void measure(const char* what, int budgets, int rounds, Work work) {
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < rounds; ++i) work();
    const auto spent = std::chrono::steady_clock::now() - start;
    const auto ns = std::chrono::duration_cast<std::chrono::nanoseconds>(spent).count() / rounds;
    std::printf("%2d budgets  %-28s %6lld ns\n", budgets, what, static_cast<long long>(ns));
}

void run(int count, int rounds) {
    const SystemClock clock;
    std::vector<Budget> budgets;
    for (int i = 0; i < count; ++i) {
        Budget budget;
        budget.budget_id = format("b{}", i);
        budget.limit = 1'000'000'000'000'000;
        budget.time_zone = "Europe/Berlin";
        if (i % 2 == 1) budget.scope.repo = "github.com/acme/*";
        budgets.push_back(budget);
    }
    budget::Gate gate({10'000, 1'000'000'000}, clock);
    gate.replace_budgets(budgets, {});

    budget::CallFacts facts;
    facts.started_at = clock.now();
    facts.work = {"dev", "github.com/acme/payments", "main", "codex", "gpt-6"};
    facts.estimate.price = PriceKnowledge::Priced;
    facts.estimate.most_output_nano = 500'000'000;
    Call call;
    call.started_at = facts.started_at;
    call.repo = *facts.work.repo;
    call.agent = "codex";
    call.model_requested = "gpt-6";
    call.cost.list_cost_nano = 1'000'000;

    measure("quick_admit + release", count, rounds,
            [&] { gate.release(*gate.quick_admit(30'000)); });
    measure("quick_admit + refine + release", count, rounds, [&] {
        const auto ticket = *gate.quick_admit(30'000);
        (void)gate.refine(ticket, facts);
        gate.release(ticket);
    });
    measure("admit + release", count, rounds, [&] { gate.release(gate.admit(facts).ticket); });
    measure("admit + settle", count, rounds,
            [&] { (void)gate.settle(gate.admit(facts).ticket, call); });
    measure("states", count, rounds / 10, [&] { (void)gate.states(); });
}

}  // namespace

int main(int argc, char** argv) {
    const auto asked = argc > 1 ? parse_int(argv[1]) : std::nullopt;
    const int rounds = static_cast<int>(asked.value_or(200'000));
    run(1, rounds);
    run(20, rounds);
}
