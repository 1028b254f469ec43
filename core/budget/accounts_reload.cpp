// Putting a list of budgets in force while calls run, and looking at the counters.

#include <algorithm>

#include "core/base/format.h"
#include "core/budget/accounts.h"

namespace farebox::budget {

std::vector<Alert> Accounts::replace(std::vector<Budget> budgets, const Opening& opening,
                                     UtcNs now) {
    // Tickets let go of the old accounts, keeping what they held by budget_id.
    std::map<std::uint64_t, std::map<std::string, Reservation>> held;
    for (auto& [id, ticket] : tickets_) {
        if (ticket.facts == nullptr) continue;
        held[id] = by_budget(ticket);
        free_all(ticket);
    }

    const auto old_accounts = std::exchange(accounts_, {});
    for (Budget& budget : budgets) {
        accounts_.push_back(std::make_unique<Account>(std::move(budget)));
        Account& account = *accounts_.back();
        for (const auto& old : old_accounts) {
            if (old->counts_like(account)) account.take_counters(*old);
        }
    }
    refresh_shares();
    take_sums(opening);
    for (const auto& [id, earlier] : held) apply_facts(tickets_[id], earlier, now);

    is_recording_ = false;
    settled_.clear();
    std::vector<Alert> alerts;
    alert_all(now, alerts);
    for (const auto& account : accounts_) {
        is_share_needed_ |= account->lacks_share(account->at(now), now);
    }
    return alerts;
}

void Accounts::alert_all(UtcNs now, std::vector<Alert>& alerts) {
    for (const auto& account : accounts_) {
        Counter& counter = account->at(now);
        raise_alerts(account->budget(), counter.window, account->spent_in_all(counter),
                     counter.raised, alerts);
    }
}

void Accounts::take_sums(const Opening& opening) {
    const auto is_in_sums = [&](const Charge& charge) {
        const auto row = opening.newest_rows.find(charge.call_id);
        return row != opening.newest_rows.end() && row->second >= charge.revision;
    };
    for (const OpenedWindow& opened : opening.windows) {
        const auto found = std::ranges::find_if(accounts_, [&](const auto& account) {
            return account->budget().budget_id == opened.budget_id;
        });
        if (found == accounts_.end()) continue;
        Account& account = **found;
        Counter& counter = account.at(opened.window_start);
        counter.spent = opened.spent;
        counter.unpriced_calls = opened.unpriced_calls;
        counter.is_opened = true;
        // What was settled while the ledger was read, and is not in its answer.
        for (const Settled& settled : settled_) {
            if (is_in_sums(settled.charge)) continue;
            if (settled.before && counter.window.contains(settled.before->started_at)) {
                apply_one(account, *settled.before, -1, nullptr);
            }
            if (counter.window.contains(settled.charge.started_at)) {
                apply_one(account, settled.charge, +1, nullptr);
            }
        }
    }
}

bool Accounts::wants_opening(UtcNs now) {
    return std::ranges::any_of(accounts_,
                               [&](const auto& account) { return !account->at(now).is_opened; });
}

void Accounts::set_overrides(std::vector<Override> overrides) {
    overrides_ = std::move(overrides);
    refresh_overrides();
}

// Of several the one that ends last.
void Accounts::refresh_overrides() {
    for (const auto& account : accounts_) {
        account->override_id.clear();
        account->overridden_until = 0;
        for (const Override& item : overrides_) {
            if (!item.covers(account->budget().budget_id)) continue;
            if (item.expires_at <= account->overridden_until) continue;
            account->overridden_until = item.expires_at;
            account->override_id = item.override_id;
        }
        if (account->share && account->share->overridden_until > account->overridden_until) {
            account->overridden_until = account->share->overridden_until;
            account->override_id = "collector";
        }
    }
}

std::vector<BudgetState> Accounts::states(UtcNs now) {
    std::vector<BudgetState> states;
    for (const auto& account : accounts_) {
        const Budget& budget = account->budget();
        const Counter& counter = account->at(now);
        BudgetState state;
        state.budget = budget;
        state.spent = account->spent_in_all(counter);
        state.elsewhere = account->elsewhere(counter);
        state.reserved = counter.reserved;
        state.open_reservations = counter.reservations;
        if (account->is_enforcing()) {
            state.reserved += provisional_for(*account);
            state.open_reservations += provisional_count_;
        }
        state.permille = permille_of(state.spent, budget.limit);
        state.window = counter.window;
        state.zone = account->zone().name();
        state.unpriced_calls = counter.unpriced_calls;
        state.problem = account->problem();
        const bool is_overridden = now < account->overridden_until;
        if (is_overridden) {
            state.override_id = account->override_id;
            state.overridden_until = account->overridden_until;
        }
        const bool is_full = state.spent >= account->hard() || counter.refused_one;
        if (is_full && is_overridden) state.status = BudgetStatus::Overridden;
        else if (is_full && account->is_enforcing()) state.status = BudgetStatus::Paused;
        else if (state.spent >= part_of(budget.limit, budget.soft_percent)) {
            state.status = BudgetStatus::Warning;
        }
        states.push_back(std::move(state));
    }
    return states;
}

GateCounts Accounts::counts() const {
    GateCounts counts = counts_;
    counts.open_tickets = static_cast<std::int64_t>(tickets_.size());
    return counts;
}

std::string Accounts::check() const {
    // Recounted: (account, window) to amount, count and thin ones.
    std::map<std::pair<std::size_t, UtcNs>, Counter> recounted;
    std::int64_t nano = 0;
    std::int64_t tokens = 0;
    for (const auto& [id, ticket] : tickets_) {
        nano += ticket.provisional_nano;
        tokens += ticket.provisional_tokens;
        for (const Reservation& item : ticket.reservations) {
            Counter& counter = recounted[{item.account, item.window_start}];
            counter.reserved += item.amount;
            counter.reservations += 1;
            counter.thin_reservations += item.is_thin ? 1 : 0;
        }
    }
    if (nano != provisional_nano_ || tokens != provisional_tokens_) {
        return format("provisional reservations add up to {} nano-USD, the counter says {}", nano,
                      provisional_nano_);
    }
    for (std::size_t i = 0; i < accounts_.size(); ++i) {
        for (const auto& [start, counter] : accounts_[i]->counters()) {
            const Counter& found = recounted[{i, start}];
            if (found.reserved == counter.reserved && found.reservations == counter.reservations &&
                found.thin_reservations == counter.thin_reservations) {
                continue;
            }
            return format("budget {}, window {}: tickets hold {}, the counter says {}",
                          accounts_[i]->budget().budget_id, format_utc(start), found.reserved,
                          counter.reserved);
        }
    }
    return "";
}

}  // namespace farebox::budget
