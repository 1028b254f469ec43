#include "core/budget/account.h"

namespace farebox::budget {
namespace {

// Windows kept of a budget: now, the one before, and what clock steps may visit.
constexpr std::size_t MaxWindows = 8;

// A collector that leaves a call's need without an answer for so long binds it no more. Below the
// time that a call waits for its turn (core/proxy/admission.cpp).
constexpr UtcNs ShareAnswerLimit = 5 * NsPerSecond;

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

std::int64_t Account::room_in_share(const Counter& counter, std::int64_t beside, UtcNs now) const {
    const std::int64_t left = room(counter, beside);
    const bool is_unheard = share_need_since != 0 && now - share_need_since >= ShareAnswerLimit;
    if (!has_share(counter) || share->expires_at == 0 || is_unheard) return left;
    // Others may have been promised all of it since; the next word is under way.
    if (now >= share->expires_at) return std::min<std::int64_t>(left, 0);
    return std::min(left, share->ceiling - counter.enforced() - beside);
}

ShareOffer Account::offer_share(const Counter& counter, std::int64_t beside, UtcNs now) {
    const std::int64_t held = counter.reserved + beside;
    ShareOffer offer{budget_.budget_id, counter.window.start, counter.spent, held, held, share_need};
    if (!has_share(counter) || now >= share->expires_at) return offer;
    // A call that waits will not be content with the rest, and another workstation may be.
    if (share_need == 0) {
        // So that small calls need not wait for the answer.
        const std::int64_t spare = std::min(part_of(budget_.limit, LeastSharePercent),
                                            room(counter, beside) / LargestSharePart);
        const std::int64_t unused = share->ceiling - counter.spent - held;
        offer.kept += std::max<std::int64_t>(0, std::min(unused, spare));
    }
    share->ceiling = std::min(share->ceiling, counter.spent + offer.kept);
    return offer;
}

void Account::need_share(std::int64_t amount, UtcNs now) {
    share_need = std::max(share_need, amount);
    if (share_need_since == 0) share_need_since = now;
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
