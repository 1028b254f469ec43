// Budgets that several workstations share: what this one asks for, keeps and gives back.
//
// A ceiling is the collector's promise, and it counts the promises of all. So nothing may be spent
// that is no part of one: what calls hold is kept in the next promise, and between a question and its
// answer nothing is taken beyond what the question said.

#include <algorithm>

#include "core/budget/accounts.h"

namespace farebox::budget {

std::vector<Alert> Accounts::set_shares(std::vector<Share> shares, UtcNs now) {
    shares_ = std::move(shares);
    refresh_shares();
    std::vector<Alert> alerts;
    alert_all(now, alerts);
    return alerts;
}

void Accounts::refresh_shares() {
    for (const auto& account : accounts_) {
        account->share.reset();
        account->share_need = 0;
        account->share_need_since = 0;
        for (const Share& share : shares_) {
            if (share.budget_id == account->budget().budget_id) account->share = share;
        }
        for (auto& [start, counter] : account->counters()) counter.refused_one = false;
    }
    refresh_overrides();
}

std::vector<ShareOffer> Accounts::offer_shares(UtcNs now) {
    std::vector<ShareOffer> offers;
    for (const auto& account : accounts_) {
        const Counter& counter = account->at(now);
        if (account->budget().source != BudgetSource::Collector || !counter.is_opened) continue;
        const std::int64_t beside = account->is_enforcing() ? provisional_for(*account) : 0;
        offers.push_back(account->offer_share(counter, beside, now));
    }
    return offers;
}

bool Accounts::holds_shares(UtcNs now) {
    return std::ranges::any_of(accounts_, [&](const auto& account) {
        return account->budget().source == BudgetSource::Collector && account->is_enforcing() &&
               account->at(now).reserved + provisional_for(*account) > 0;
    });
}

// Asked before it is needed: when the collector's word is old, or another call like this one would
// find no room.
void Accounts::note_share_need(const Account& account, const Counter& counter, std::int64_t amount,
                               UtcNs now) {
    if (!account.is_enforcing() || now < account.overridden_until) return;
    const std::int64_t beside = provisional_for(account);
    const std::int64_t room = account.room_in_share(counter, beside, now);
    is_share_needed_ |= account.lacks_share(counter, now) ||
                        (room < amount && room < account.room(counter, beside));
}

// Near the limit this workstation may hold all that is left for one call. When the call is over,
// others should not wait for the rest of it.
void Accounts::note_unused_shares(const Charge& charge) {
    for (const auto& account : accounts_) {
        if (!account->share || match(account->budget().scope, charge.work) != Match::Yes) continue;
        const Counter& counter = account->at(charge.started_at);
        if (account->share->window_start != counter.window.start) continue;
        const std::int64_t unused = account->share->ceiling - counter.enforced();
        is_share_needed_ |= unused > account->room(counter, 0) / LargestSharePart;
    }
}

}  // namespace farebox::budget
