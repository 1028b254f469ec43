// Admission and its tickets. Replacing budgets and looking at them is in accounts_reload.cpp.
//
// Two kinds of ticket. A provisional one was admitted before anything was known: its amount is held
// against every enforcing budget through one pair of sums, so that the fast path writes two numbers
// whatever the count of budgets. A scoped one holds a reservation in each budget it concerns.

#include "core/budget/accounts.h"

#include <algorithm>

#include "core/budget/sentences.h"

namespace farebox::budget {
namespace {

/// Longer than any call: vendors end streams after minutes, background answers after an hour.
constexpr MonotonicNs TicketLife = 6 * 3600 * NsPerSecond;
constexpr MonotonicNs SweepEvery = 60 * NsPerSecond;

OutputFigures output_of(const Call& call) {
    OutputFigures figures{call.usage.output_tokens.value_or(0), 0};
    for (const auto& component : call.cost.components) {
        if (component.bucket == "output_tokens") figures.nano += component.amount_nano;
    }
    return figures;
}

}  // namespace

void Accounts::learn(const Call& call) {
    if (!call.usage.output_tokens || call.usage.usage_source != UsageSource::Vendor) return;
    history_.add(call.agent,
                 call.model_requested.empty() ? call.model_served : call.model_requested,
                 output_of(call));
}

std::optional<Ticket> Accounts::quick_admit(std::int64_t request_bytes, UtcNs now,
                                            MonotonicNs tick) {
    expire(tick);
    if (pause_) return std::nullopt;
    const std::int64_t nano = provisional_.nano(request_bytes);
    const std::int64_t tokens = provisional_.tokens(request_bytes);
    for (const auto& account : accounts_) {
        const Budget& budget = account->budget();
        if (!account->is_enforcing() || now < account->overridden_until) continue;
        if (budget.unpriced == UnpricedRule::Refuse) return std::nullopt;
        if (budget.per_call_cap_nano &&
            provisional_.input_nano(request_bytes) > *budget.per_call_cap_nano) {
            return std::nullopt;
        }
        const std::int64_t amount = budget.unit == BudgetUnit::Usd ? nano : tokens;
        const Counter& counter = account->at(now);
        if (amount > account->room_in_share(counter, provisional_for(*account), now)) {
            return std::nullopt;
        }
        is_share_needed_ |= account->lacks_share(counter, now);
    }
    provisional_nano_ += nano;
    provisional_tokens_ += tokens;
    ++provisional_count_;
    return open({tick, nano, tokens, nullptr, {}});
}

Decision Accounts::admit(const CallFacts& facts, UtcNs now, MonotonicNs tick) {
    expire(tick);
    Decision decision;
    decision.verdict.kind = VerdictKind::Refused;
    decision.kind = DecisionKind::Refused;
    if (pause_) {
        decision.verdict.reason = pause_text(*pause_);
        return decision;
    }

    // Each budget is asked before anything is reserved: a refusal leaves no trace.
    const UtcNs at = facts.started_at != 0 ? facts.started_at : now;
    std::vector<Reservation> reservations;
    bool is_open_question = false;
    for (std::size_t i = 0; i < accounts_.size(); ++i) {
        Answer answer = ask(i, facts, at, now);
        if (!answer.is_asked) continue;
        if (answer.is_refusal && answer.match == Match::Yes) {
            decision.verdict.budget_id = accounts_[i]->budget().budget_id;
            decision.verdict.reason = std::move(answer.refusal);
            decision.is_transient = answer.is_transient;
            // More may be allowed by now: a higher limit, an override, what others gave back.
            is_share_needed_ |= accounts_[i]->budget().source == BudgetSource::Collector;
            return decision;
        }
        is_open_question |= answer.is_refusal;
        reservations.push_back(answer.reservation);
    }
    decision.verdict = {};
    decision.kind = DecisionKind::NeedsAttribution;
    if (is_open_question) return decision;

    decision.kind = DecisionKind::Admitted;
    OpenTicket ticket{tick, 0, 0, std::make_unique<CallFacts>(facts), {}};
    ticket.facts->started_at = at;
    for (const Reservation& reservation : reservations) {
        reserve(ticket, reservation);
        const Account& account = *accounts_[reservation.account];
        note_share_need(account, accounts_[reservation.account]->at(at), reservation.amount, now);
        add_notes(decision.verdict, reservation.account, facts, at, now);
    }
    decision.ticket = open(std::move(ticket));
    return decision;
}

Accounts::Answer Accounts::ask(std::size_t index, const CallFacts& facts, UtcNs at, UtcNs now) {
    Account& account = *accounts_[index];
    const Budget& budget = account.budget();
    Answer answer;
    answer.match = match(budget.scope, facts.work);
    answer.is_asked = answer.match != Match::No && counts_by(budget.basis, facts.billing_mode);
    if (!answer.is_asked) return answer;

    Counter& counter = account.at(at);
    answer.reservation = {index, counter.window.start, wanted_of(budget, facts, provisional_).full,
                          /*is_thin=*/false};
    if (!account.is_enforcing() || now < account.overridden_until) return answer;

    const auto refuse = [&](RefusalCause cause) {
        answer.is_refusal = true;
        answer.refusal = refusal_text(cause, account, counter, facts);
    };
    const bool is_priced = facts.estimate.price == PriceKnowledge::Priced;
    const bool is_unpriced = facts.estimate.price == PriceKnowledge::Unpriced;
    if (is_unpriced && budget.unpriced == UnpricedRule::Refuse) {
        refuse(RefusalCause::Unpriced);
    } else if (is_priced && budget.per_call_cap_nano &&
               facts.estimate.most_input_nano > *budget.per_call_cap_nano) {
        refuse(RefusalCause::CallCap);
    } else {
        ask_for_room(answer, facts, counter, now);
    }
    return answer;
}

void Accounts::ask_for_room(Answer& answer, const CallFacts& facts, Counter& counter, UtcNs now) {
    Account& account = *accounts_[answer.reservation.account];
    const std::int64_t room = account.room_in_share(counter, provisional_for(account), now);
    if (room > 0 && answer.reservation.amount <= room) return;
    const std::int64_t thin = thin_of(account.budget(), facts,
                                      wanted_of(account.budget(), facts, provisional_).input);
    // Within a part of a shared budget a thin one could pass the limit beside another workstation's.
    // Who has all that is left is the only one.
    const std::int64_t room_in_all = account.room(counter, provisional_for(account));
    if (room > 0 && thin <= room && room == room_in_all && counter.thin_reservations == 0) {
        answer.reservation.amount = thin;
        answer.reservation.is_thin = true;
        return;
    }
    // Would it pass if nothing were in flight?
    const std::int64_t room_alone = account.hard() - account.spent_in_all(counter);
    answer.is_refusal = true;
    answer.is_transient = room_alone > 0 && thin <= room_alone;
    const bool is_share_short = answer.is_transient && room < room_in_all;
    if (answer.match == Match::Yes && is_share_short) {
        account.need_share(answer.reservation.amount, now);
        is_share_needed_ = true;
    }
    const RefusalCause cause = is_share_short        ? RefusalCause::Share
                               : answer.is_transient ? RefusalCause::InFlight
                               : room_alone <= 0     ? RefusalCause::Spent
                                                     : RefusalCause::TooLarge;
    if (answer.match == Match::Yes && !answer.is_transient) counter.refused_one = true;
    answer.refusal = refusal_text(cause, account, counter, facts);
}

std::int64_t Accounts::thin_of(const Budget& budget, const CallFacts& facts,
                               std::int64_t input) const {
    const auto high =
        history_.high(facts.work.agent.value_or(""), facts.work.model.value_or(""));
    if (!high) return input;
    return input + (budget.unit == BudgetUnit::Usd ? high->nano : high->tokens);
}

std::int64_t Accounts::provisional_for(const Account& account) const {
    return account.budget().unit == BudgetUnit::Usd ? provisional_nano_ : provisional_tokens_;
}

Verdict Accounts::refine(Ticket ticket, const CallFacts& facts, UtcNs now) {
    Verdict verdict;
    const auto found = tickets_.find(ticket.id);
    if (found == tickets_.end()) return verdict;
    OpenTicket& open_ticket = found->second;
    const std::int64_t held = open_ticket.provisional_nano;
    const auto earlier = by_budget(open_ticket);
    free_all(open_ticket);
    open_ticket.facts = std::make_unique<CallFacts>(facts);
    if (facts.started_at == 0) open_ticket.facts->started_at = now;
    apply_facts(open_ticket, earlier, now);
    const Estimate& estimate = facts.estimate;
    if (held > 0 && estimate.price == PriceKnowledge::Priced &&
        estimate.most_input_nano + estimate.most_output_nano > held) {
        ++counts_.over_provisional;
    }
    for (const Reservation& reservation : open_ticket.reservations) {
        add_notes(verdict, reservation.account, facts, open_ticket.facts->started_at, now);
    }
    return verdict;
}

std::vector<Alert> Accounts::settle(Ticket ticket, const Call& call) {
    release(ticket);
    learn(call);
    std::vector<Alert> alerts;
    Charge charge = charge_of(call);
    apply(charge, +1, &alerts);
    note_unused_shares(charge);
    if (is_recording_) settled_.push_back({std::nullopt, std::move(charge)});
    return alerts;
}

std::vector<Alert> Accounts::revise(const Call& before, const Call& after) {
    std::vector<Alert> alerts;
    Charge old_charge = charge_of(before);
    Charge new_charge = charge_of(after);
    apply(old_charge, -1, nullptr);
    apply(new_charge, +1, &alerts);
    if (is_recording_) settled_.push_back({std::move(old_charge), std::move(new_charge)});
    return alerts;
}

void Accounts::release(Ticket ticket) {
    const auto found = tickets_.find(ticket.id);
    if (found == tickets_.end()) return;
    free_all(found->second);
    tickets_.erase(found);
}

// --- Tickets ------------------------------------------------------------------------------------

Ticket Accounts::open(OpenTicket ticket) {
    tickets_.emplace(++last_ticket_, std::move(ticket));
    return {last_ticket_};
}

void Accounts::reserve(OpenTicket& ticket, const Reservation& reservation) {
    Counter& counter = accounts_[reservation.account]->counters()[reservation.window_start];
    counter.reserved += reservation.amount;
    counter.reservations += 1;
    counter.thin_reservations += reservation.is_thin ? 1 : 0;
    counter.refused_one = false;
    ticket.reservations.push_back(reservation);
}

void Accounts::free_all(OpenTicket& ticket) {
    if (ticket.facts == nullptr) {
        provisional_nano_ -= ticket.provisional_nano;
        provisional_tokens_ -= ticket.provisional_tokens;
        --provisional_count_;
    }
    for (const Reservation& reservation : ticket.reservations) {
        Counter& counter = accounts_[reservation.account]->counters()[reservation.window_start];
        counter.reserved -= reservation.amount;
        counter.reservations -= 1;
        counter.thin_reservations -= reservation.is_thin ? 1 : 0;
    }
    ticket.reservations.clear();
    ticket.provisional_nano = 0;
    ticket.provisional_tokens = 0;
}

// The call is on its way: what it may need is held, whether it fits or not. What it holds as a thin
// reservation stays thin.
void Accounts::apply_facts(OpenTicket& ticket, const std::map<std::string, Reservation>& earlier,
                           UtcNs now) {
    const CallFacts& facts = *ticket.facts;
    const UtcNs at = facts.started_at != 0 ? facts.started_at : now;
    for (std::size_t i = 0; i < accounts_.size(); ++i) {
        Account& account = *accounts_[i];
        const Budget& budget = account.budget();
        if (match(budget.scope, facts.work) == Match::No) continue;
        if (!counts_by(budget.basis, facts.billing_mode)) continue;
        Reservation reservation{i, account.at(at).window.start,
                                wanted_of(budget, facts, provisional_).full, /*is_thin=*/false};
        const auto before = earlier.find(budget.budget_id);
        if (before != earlier.end() && before->second.is_thin) {
            reservation.is_thin = true;
            reservation.amount = std::min(reservation.amount, before->second.amount);
        }
        reserve(ticket, reservation);
    }
}

std::map<std::string, Accounts::Reservation> Accounts::by_budget(const OpenTicket& ticket) const {
    std::map<std::string, Reservation> found;
    for (const Reservation& reservation : ticket.reservations) {
        found[accounts_[reservation.account]->budget().budget_id] = reservation;
    }
    return found;
}

void Accounts::expire(MonotonicNs tick) {
    if (tick < next_sweep_) return;
    next_sweep_ = tick + SweepEvery;
    for (auto at = tickets_.begin(); at != tickets_.end();) {
        if (tick - at->second.opened < TicketLife) {
            ++at;
            continue;
        }
        free_all(at->second);
        at = tickets_.erase(at);
        ++counts_.expired_tickets;
    }
}

// --- Sums ---------------------------------------------------------------------------------------

void Accounts::apply(const Charge& charge, int sign, std::vector<Alert>* alerts) {
    for (const auto& account : accounts_) apply_one(*account, charge, sign, alerts);
}

void Accounts::apply_one(Account& account, const Charge& charge, int sign,
                         std::vector<Alert>* alerts) {
    const Budget& budget = account.budget();
    if (match(budget.scope, charge.work) != Match::Yes) return;
    Counter& counter = account.at(charge.started_at);
    counter.spent += sign * amount_for(budget, charge);
    const bool is_hidden = charge.is_unpriced && counts_by(budget.basis, charge.billing_mode);
    counter.unpriced_calls += is_hidden ? sign : 0;
    if (alerts != nullptr) {
        raise_alerts(budget, counter.window, account.spent_in_all(counter), counter.raised,
                     *alerts);
    }
}

void Accounts::add_notes(Verdict& verdict, std::size_t index, const CallFacts& facts, UtcNs at,
                         UtcNs now) {
    Account& account = *accounts_[index];
    const Budget& budget = account.budget();
    const Counter& counter = account.at(at);
    verdict.kind = VerdictKind::Admitted;
    if (account.spent_in_all(counter) >= part_of(budget.limit, budget.soft_percent)) {
        verdict.warnings.push_back(warning_text(account, counter));
    }
    if (facts.estimate.price == PriceKnowledge::Unpriced && budget.unpriced != UnpricedRule::Allow) {
        verdict.warnings.push_back(unpriced_warning(account, facts));
    }
    // Named only where it made a difference.
    if (now < account.overridden_until && account.room(counter, 0) < 0) {
        verdict.budget_id = budget.budget_id;
        verdict.override_id = account.override_id;
    }
}

}  // namespace farebox::budget
