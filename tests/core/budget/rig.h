#pragma once
// Budgets, facts and finished calls for the tests of core/budget, and a clock that is told.

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/format.h"
#include "core/budget/gate.h"
#include "core/model/call.h"

namespace farebox::tests {

constexpr std::int64_t Dollar = 1'000'000'000;

class StepClock final : public Clock {
public:
    UtcNs now() const override { return time; }
    MonotonicNs monotonic() const override { return ticks; }
    std::atomic<UtcNs> time{1'795'318'200 * NsPerSecond};  // Sunday 2026-11-22T03:30:00Z
    std::atomic<MonotonicNs> ticks{0};
};

inline Budget sample_budget(std::string id, std::int64_t limit) {
    Budget budget;
    budget.budget_id = id;
    budget.name = id;
    budget.limit = limit;
    budget.time_zone = "UTC";
    budget.hard_percent = 100;
    return budget;
}

/// A call whose upper bound is `most` (half of it input) and whose likely input is `likely`.
inline budget::CallFacts sample_facts(UtcNs started_at, std::int64_t most, std::int64_t likely = 0) {
    budget::CallFacts facts;
    facts.started_at = started_at;
    facts.work = {"dev", "github.com/acme/payments", "main", "codex", "gpt-6"};
    facts.billing_mode = BillingMode::Api;
    facts.estimate.price = PriceKnowledge::Priced;
    facts.estimate.likely_input_nano = likely;
    facts.estimate.most_input_nano = most / 2;
    facts.estimate.most_output_nano = most - most / 2;
    facts.estimate.most_input_tokens = 1000;
    facts.estimate.most_output_tokens = 1000;
    return facts;
}

inline Call sample_call(UtcNs started_at, std::int64_t cost, std::string call_id = "c-1") {
    Call call;
    call.call_id = std::move(call_id);
    call.started_at = started_at;
    call.developer_id = "dev";
    call.repo = "github.com/acme/payments";
    call.branch = "main";
    call.agent = "codex";
    call.model_requested = "gpt-6";
    call.billing_mode = BillingMode::Api;
    call.cost.list_cost_nano = cost;
    call.cost.price_status = PriceStatus::Priced;
    call.usage.usage_source = UsageSource::Vendor;
    return call;
}

/// The ledger's answer that says: nothing so far.
inline budget::Opening nothing_spent(const std::vector<Budget>& budgets, UtcNs now) {
    budget::Opening opening;
    for (const auto& wanted : budget::windows_to_open(budgets, now)) {
        opening.windows.push_back({wanted.budget.budget_id, wanted.window.start, 0, 0});
    }
    return opening;
}

/// What tests of the gate have in common.
class GateRig {
protected:
    /// 1 nano-USD a token, 1 dollar for the output.
    static constexpr Provisional Dearest{1, Dollar};
    StepClock clock_;

    void reset_clock() {
        clock_.time = 1'795'318'200 * NsPerSecond;
        clock_.ticks = 0;
    }
    std::unique_ptr<budget::Gate> make_gate(const std::vector<Budget>& budgets) {
        auto gate = std::make_unique<budget::Gate>(Dearest, clock_);
        gate->replace_budgets(budgets, nothing_spent(budgets, clock_.now()));
        return gate;
    }
    budget::CallFacts facts(std::int64_t most, std::int64_t likely = 0) {
        return sample_facts(clock_.now(), most, likely);
    }
    void spend(budget::Gate& gate, std::int64_t amount) {
        gate.settle({}, sample_call(clock_.now(), amount));
    }
};

}  // namespace farebox::tests
