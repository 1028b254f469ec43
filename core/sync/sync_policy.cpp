// What the collector decides for this machine: its policy, and its part of shared budgets.
//
// Both fail open. A policy that cannot be fetched or checked leaves the last good one in force. When
// the collector does not answer about a shared budget, the ceilings it gave end at once, so that its
// outage refuses no call: the limit less what others had spent when it last spoke is what binds.

#include <algorithm>

#include "core/base/log.h"
#include "core/sync/sync_worker.h"

namespace farebox::sync {
namespace {

// After a fetch that failed; and after a policy that was refused, which the next one may heal.
constexpr MonotonicNs PolicyPause = 60 * NsPerSecond;
// Between two questions about shared budgets, whatever calls want.
constexpr MonotonicNs ShareGap = NsPerSecond;

}  // namespace

void SyncWorker::keep_policies_of(const Enrolment& enrolment) {
    if (options_.policy_file.empty()) return;
    policies_ = std::make_unique<PolicyKeeper>(options_.policy_file, enrolment.device_id,
                                               enrolment.policy_key);
    report_policy();
}

void SyncWorker::report_policy() {
    if (!policies_->check_file()) {
        report_.policy_problem = options_.policy_file + " was changed on this machine; the "
                                 "collector's policy is fetched again";
        log_warn("policy", {{"problem", report_.policy_problem}});
        policy_not_before_ = 0;
    }
    report_.policy_version = policies_->version();
    report_.policy_installed_at = policies_->installed_at();
}

// Fetched when the collector named another one than is in force. It names one with each answer to a
// batch, a heartbeat or a question about shared budgets.
void SyncWorker::tend_policy() {
    if (!policies_ || !report_.is_enrolled || report_.is_stopped || named_etag_.empty()) return;
    report_policy();
    const MonotonicNs now = clock_.monotonic();
    if (named_etag_ == policies_->etag()) return report_.policy_problem.clear();
    if (now < policy_not_before_) return;
    policy_not_before_ = now + PolicyPause;
    if (const Result<void> fetched = fetch_policy(); !fetched) {
        if (report_.policy_problem != fetched.error().message) {
            log_warn("policy", {{"problem", fetched.error().message}});
        }
        report_.policy_problem = fetched.error().message;
        return;
    }
    // The fleet page should not wait for the next heartbeat.
    last_beat_.reset();
    if (const auto state = store_->state()) beat(*state);
}

Result<void> SyncWorker::fetch_policy() {
    const Reply reply = collector_.policy(policies_->etag());
    if (reply.reaction == Reaction::Unchanged) {
        named_etag_ = policies_->etag();
        return {};
    }
    if (reply.reaction != Reaction::Accepted) {
        return unavailable("the collector's policy could not be fetched: " + reply.problem);
    }
    FAREBOX_TRY_VOID(policies_->take(reply.text, clock_.now())
                         .with_context("the collector's policy is refused, the last good one holds"));
    policy_not_before_ = 0;
    named_etag_ = policies_->etag();
    report_.policy_problem.clear();
    report_policy();
    log_info("a policy of the collector is in force", {{"policy_version", policies_->version()}});
    return {};
}

Pause SyncWorker::tend_shares(bool is_asked) {
    if (!store_) (void)open();  // whose policy is in force should be known from the start on
    if (!hooks_.offer_shares || report_.is_stopped) return std::nullopt;
    is_share_wanted_ |= is_asked;
    const MonotonicNs now = clock_.monotonic();
    if (renew_shares_at_ && now >= *renew_shares_at_) {
        renew_shares_at_.reset();
        is_share_wanted_ |= hooks_.holds_shares();
    }
    if (is_share_wanted_ && now >= share_not_before_) {
        is_share_wanted_ = false;
        renew_shares_at_.reset();
        if (ask_shares()) tend_policy();
    }
    std::optional<MonotonicNs> next = renew_shares_at_;
    if (is_share_wanted_) next = share_not_before_;
    if (!next) return std::nullopt;
    return std::chrono::milliseconds(std::max<MonotonicNs>(1, (*next - now) / NsPerMs));
}

// False: there was nothing to ask, or no answer.
bool SyncWorker::ask_shares() {
    if (const Result<void> opened = open(); !opened || !report_.is_enrolled) return false;
    const std::vector<budget::ShareOffer> offers = hooks_.offer_shares();
    const Json question = shares_.question(offers);
    if (question.is_null()) return false;
    const UtcNs asked_at = clock_.now();
    const Reply reply = collector_.shares(question);
    const auto shares = reply.reaction == Reaction::Accepted
                            ? ShareKeeper::parse_answer(reply.body, asked_at)
                            : Result<std::vector<budget::Share>>(unavailable(reply.problem));
    if (!shares) {
        report_.shares_problem = shares.error().message;
        lose_shares(reply);
        return false;
    }
    share_backoff_.reset();
    report_.shares_problem.clear();
    if (auto etag = find_string(reply.body, "policy_etag"); etag && !etag->empty()) {
        named_etag_ = *std::move(etag);
    }
    granted_ = *shares;
    const MonotonicNs now = clock_.monotonic();
    share_not_before_ = now + ShareGap;
    UtcNs first_end = INT64_MAX;
    for (const budget::Share& share : granted_) first_end = std::min(first_end, share.expires_at);
    // What running calls hold must not be promised to others meanwhile. At rest it may expire; a
    // call that begins before that is seen by one more look.
    const bool is_busy = std::ranges::any_of(offers, [](const auto& offer) { return offer.reserved > 0; });
    const UtcNs life = first_end - asked_at;
    if (!granted_.empty()) {
        renew_shares_at_ = now + std::max<MonotonicNs>(ShareGap, is_busy ? life / 2 : life - budget::ShareMargin);
    }
    hooks_.take_shares(granted_);
    return true;
}

void SyncWorker::lose_shares(const Reply& reply) {
    share_not_before_ = clock_.monotonic() + share_backoff_.next(reply.retry_after).count() * NsPerMs;
    if (granted_.empty()) return;
    granted_ = ShareKeeper::without_ceilings(std::move(granted_));
    hooks_.take_shares(granted_);
    log_info("shared budgets hold by what was last heard", {{"why", reply.problem}});
}

}  // namespace farebox::sync
