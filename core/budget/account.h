#pragma once
// One budget with its counters, one for each window that calls have touched. Private to
// core/budget; the gate's mutex guards it.

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "core/budget/gate_types.h"

namespace farebox::budget {

struct Counter {
    Window window;
    std::int64_t spent = 0;
    std::int64_t reserved = 0;
    std::int64_t reservations = 0;
    std::int64_t thin_reservations = 0;
    std::int64_t unpriced_calls = 0;
    bool is_opened = false;  ///< the ledger gave its sum
    bool refused_one = false;  ///< a call found no room although none was in flight
    Raised raised;

    std::int64_t enforced() const { return spent + reserved; }
};

class Account {
public:
    explicit Account(Budget budget);

    const Budget& budget() const { return budget_; }
    const Zone& zone() const { return zone_; }
    const std::string& problem() const { return problem_; }
    std::int64_t hard() const { return hard_; }
    bool is_enforcing() const { return budget_.mode == BudgetMode::Enforce; }
    /// Whether counters of the other can be taken over: the same calls in the same windows.
    bool counts_like(const Account& other) const;

    /// The counter of the window that holds `time`, made when there is none.
    Counter& at(UtcNs time);
    std::map<UtcNs, Counter>& counters() { return counters_; }
    const std::map<UtcNs, Counter>& counters() const { return counters_; }
    void take_counters(Account& other);

    /// Spent on other workstations in this window, as far as told.
    std::int64_t elsewhere(const Counter& counter) const {
        return share && share->window_start == counter.window.start ? share->elsewhere : 0;
    }
    std::int64_t spent_in_all(const Counter& counter) const {
        return counter.spent + elsewhere(counter);
    }
    /// What is left before the hard limit; `beside` is reserved for calls of unknown scope. May be
    /// negative.
    std::int64_t room(const Counter& counter, std::int64_t beside) const {
        return hard_ - elsewhere(counter) - counter.enforced() - beside;
    }
    /// The same within this workstation's part of a shared budget.
    std::int64_t room_in_share(const Counter& counter, std::int64_t beside, UtcNs now) const;
    /// What the collector is asked, and from now on the most that is taken of its last word.
    ShareOffer offer_share(const Counter& counter, std::int64_t beside, UtcNs now);
    /// A call of that size found no room in this workstation's part.
    void need_share(std::int64_t amount, UtcNs now);

    /// Whether the collector's word about this window is missing, or about to expire.
    bool lacks_share(const Counter& counter, UtcNs now) const {
        if (budget_.source != BudgetSource::Collector || !is_enforcing()) return false;
        return !has_share(counter) || now >= share->expires_at - ShareMargin;
    }

    std::optional<Share> share;
    /// The largest call that found no room in it since it came, and the time of the first.
    std::int64_t share_need = 0;
    UtcNs share_need_since = 0;

    // The override in force; kept here so that the fast path compares one number.
    std::string override_id;
    UtcNs overridden_until = 0;

private:
    bool has_share(const Counter& counter) const {
        return share && share->window_start == counter.window.start;
    }
    Counter& make_counter(UtcNs time);
    void forget_old();

    Budget budget_;
    Zone zone_;
    std::string problem_;
    std::int64_t hard_ = 0;
    std::map<UtcNs, Counter> counters_;  ///< by window start; nodes do not move
    Counter* last_ = nullptr;            ///< the one asked for last
};

/// What an estimate reserves of a budget's unit.
struct Wanted {
    std::int64_t full = 0;
    std::int64_t input = 0;  ///< likely; a thin reservation before its output
};
Wanted wanted_of(const Budget& budget, const CallFacts& facts, const Provisional& provisional);

}  // namespace farebox::budget
