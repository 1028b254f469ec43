// The mutex and the clock around Accounts.

#include "core/budget/gate.h"

#include "core/budget/accounts.h"

namespace farebox::budget {

Gate::Gate(const Provisional& provisional, const Clock& clock)
    : clock_(clock), accounts_(std::make_unique<Accounts>(provisional)) {}
Gate::~Gate() = default;

template <class Work>
auto Gate::work(Work does) {
    bool is_share_needed = false;
    auto result = [&] {
        const LockGuard lock(mutex_);
        auto done = does(*accounts_);
        is_share_needed = accounts_->take_share_need();
        return done;
    }();
    if (is_share_needed && ask_for_share_) ask_for_share_();
    return result;
}

void Gate::begin_reload() {
    const LockGuard lock(mutex_);
    accounts_->begin_reload();
}

std::vector<Alert> Gate::replace_budgets(std::vector<Budget> budgets, const Opening& opening) {
    return work([&](Accounts& accounts) {
        return accounts.replace(std::move(budgets), opening, clock_.now());
    });
}

bool Gate::wants_opening() const {
    const LockGuard lock(mutex_);
    return accounts_->wants_opening(clock_.now());
}

void Gate::set_overrides(std::vector<Override> overrides) {
    const LockGuard lock(mutex_);
    accounts_->set_overrides(std::move(overrides));
}

void Gate::set_pause(std::optional<Pause> pause) {
    const LockGuard lock(mutex_);
    accounts_->set_pause(std::move(pause));
}

std::vector<ShareOffer> Gate::offer_shares() {
    const LockGuard lock(mutex_);
    return accounts_->offer_shares(clock_.now());
}

bool Gate::holds_shares() const {
    const LockGuard lock(mutex_);
    return accounts_->holds_shares(clock_.now());
}

std::vector<Alert> Gate::set_shares(std::vector<Share> shares) {
    const LockGuard lock(mutex_);
    return accounts_->set_shares(std::move(shares), clock_.now());
}

void Gate::set_share_asker(std::function<void()> ask) { ask_for_share_ = std::move(ask); }

void Gate::learn(const Call& call) {
    const LockGuard lock(mutex_);
    accounts_->learn(call);
}

std::optional<Ticket> Gate::quick_admit(std::int64_t request_bytes) {
    return work([&](Accounts& accounts) {
        return accounts.quick_admit(request_bytes, clock_.now(), clock_.monotonic());
    });
}

Decision Gate::admit(const CallFacts& facts) {
    return work([&](Accounts& accounts) {
        return accounts.admit(facts, clock_.now(), clock_.monotonic());
    });
}

Verdict Gate::refine(Ticket ticket, const CallFacts& facts) {
    const LockGuard lock(mutex_);
    return accounts_->refine(ticket, facts, clock_.now());
}

std::vector<Alert> Gate::settle(Ticket ticket, const Call& call) {
    return work([&](Accounts& accounts) { return accounts.settle(ticket, call); });
}

std::vector<Alert> Gate::revise(const Call& before, const Call& after) {
    const LockGuard lock(mutex_);
    return accounts_->revise(before, after);
}

void Gate::release(Ticket ticket) {
    const LockGuard lock(mutex_);
    accounts_->release(ticket);
}

std::vector<BudgetState> Gate::states() const {
    const LockGuard lock(mutex_);
    return accounts_->states(clock_.now());
}

GateCounts Gate::counts() const {
    const LockGuard lock(mutex_);
    return accounts_->counts();
}

std::string Gate::check() const {
    const LockGuard lock(mutex_);
    return accounts_->check();
}

}  // namespace farebox::budget
