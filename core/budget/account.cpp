#include "core/budget/account.h"

namespace farebox::budget {
namespace {

// Windows kept of a budget: now, the one before, and what clock steps may visit.
constexpr std::size_t MaxWindows = 8;

}  // namespace

Account::Account(Budget budget)
    : budget_(std::move(budget)), hard_(part_of(budget_.limit, budget_.hard_percent)) {
    auto zone = Zone::find(budget_.time_zone);
    if (zone) zone_ = std::move(zone).value();
    else problem_ = zone.error().message + "; counted in UTC";
}

bool Account::counts_like(const Account& other) const {
    const Budget& a = budget_;
    const Budget& b = other.budget_;
    return a.budget_id == b.budget_id && a.scope == b.scope && a.unit == b.unit &&
           a.basis == b.basis && a.period == b.period && zone_.name() == other.zone_.name();
}

Counter& Account::at(UtcNs time) {
    if (last_ == nullptr || !last_->window.contains(time)) last_ = &make_counter(time);
    return *last_;
}

void Account::take_counters(Account& other) {
    counters_ = std::move(other.counters_);
    last_ = nullptr;
    for (auto& [start, counter] : counters_) counter.refused_one = false;
}

Counter& Account::make_counter(UtcNs time) {
    for (auto& [start, counter] : counters_) {
        if (counter.window.contains(time)) return counter;
    }
    const Window window = window_at(zone_, budget_.period, time);
    forget_old();
    Counter& counter = counters_[window.start];
    counter.window = window;
    return counter;
}

// The oldest without reservations goes; should the clock come back to it, it is read again.
void Account::forget_old() {
    if (counters_.size() < MaxWindows) return;
    for (auto at = counters_.begin(); at != counters_.end(); ++at) {
        if (at->second.reservations > 0) continue;
        counters_.erase(at);
        return;
    }
}

Wanted wanted_of(const Budget& budget, const CallFacts& facts, const Provisional& provisional) {
    if (!counts_by(budget.basis, facts.billing_mode)) return {};
    const Estimate& e = facts.estimate;
    if (budget.unit == BudgetUnit::Token) {
        const bool is_known = e.most_input_tokens > 0;
        if (!is_known) return {provisional.tokens(facts.request_bytes), facts.request_bytes / 4};
        return {e.most_input_tokens + e.most_output_tokens, e.likely_input_tokens};
    }
    switch (e.price) {
        case PriceKnowledge::Priced:
            return {e.most_input_nano + e.most_output_nano, e.likely_input_nano};
        // A row without price adds nothing, so nothing is held for it.
        case PriceKnowledge::Unpriced: return {};
        case PriceKnowledge::Unknown: break;
    }
    return {provisional.nano(facts.request_bytes), 0};
}

}  // namespace farebox::budget
