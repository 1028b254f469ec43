#include "core/sync/syncer.h"

#include <algorithm>
#include <random>

#include "core/base/format.h"
#include "core/base/log.h"
#include "core/base/url.h"
#include "core/platform/memory.h"
#include "core/platform/thread.h"

namespace farebox::sync {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

// One spelling, so that the same collector is not enrolled at twice.
std::string plain_url(const std::string& text) {
    const Result<Url> url = parse_url(text);
    return url ? url->to_text() : "";
}

// How often an answer to a request for an override is looked for, and how long.
constexpr std::chrono::milliseconds WatchEvery = 30s;
constexpr MonotonicNs WatchTime = 3600 * NsPerSecond;

bool is_same_work(const settings::Settings& a, const settings::Settings& b) {
    return a.collector == b.collector && a.sync == b.sync && a.https_proxy == b.https_proxy &&
           a.no_proxy == b.no_proxy && a.developer_id == b.developer_id;
}

}  // namespace

net::ProxyRules proxy_rules_of(const settings::Settings& values) {
    net::ProxyRules rules = net::proxy_rules_from_environment();
    if (!values.https_proxy.empty()) rules.https_proxy = values.https_proxy;
    if (!values.no_proxy.empty()) rules.no_proxy = values.no_proxy;
    return rules;
}

SentRules sent_rules(const settings::SyncSettings& values) {
    return {values.branch, values.local_details, values.raw_usage};
}

Syncer::Syncer(SyncerPlace place, WorkerHooks hooks, const Clock& clock)
    : place_(std::move(place)), hooks_(std::move(hooks)), clock_(clock) {}

Syncer::~Syncer() { end(); }

void Syncer::end() {
    const LockGuard lock(life_);
    is_ended_ = true;
    stop();
}

WorkerOptions Syncer::make_options(const settings::Settings& values) const {
    WorkerOptions options;
    options.url = plain_url(values.collector.url);
    options.enrolment_token = values.collector.enrolment_token;
    options.asserted_user = values.developer_id;
    options.hostname_hash = place_.hostname_hash;
    options.os = place_.os;
    options.ledger_path = place_.ledger_path;
    options.state_dir = place_.state_dir;
    options.policy_file = place_.policy_file;
    options.proxy = proxy_rules_of(values);
    options.ca_file = values.collector.ca_file;
    options.rules = sent_rules(values.sync);
    options.disk_cap_mb = values.sync.disk_cap_mb;
    return options;
}

std::unique_ptr<SyncWorker> Syncer::make_worker(const WorkerOptions& options) {
    return std::make_unique<SyncWorker>(options, hooks_, clock_, std::random_device{}(),
                                        &is_stopped_);
}

void Syncer::apply(const settings::Settings& values) {
    const LockGuard lock(life_);
    const bool is_running = thread_.joinable();
    const bool is_wanted = !values.collector.url.empty();
    // Without a collector none of its policies holds. Settings that cannot be read say nothing.
    if (!is_wanted && values.problems.empty()) PolicyKeeper::forget(place_.policy_file);
    if (is_running == is_wanted && is_same_work(values, values_)) return;
    stop();
    values_ = values;
    // A change that somebody made just now is not the start of a whole office.
    if (is_wanted) start(/*at_once=*/is_running);
}

void Syncer::start(bool at_once) {
    if (is_ended_) return;
    const WorkerOptions options = make_options(values_);
    {
        const LockGuard lock(mutex_);
        status_ = {};
        status_.is_configured = true;
        status_.url = options.url;
        is_poked_ = at_once;
    }
    is_stopped_ = false;
    const Times times{at_once ? 0s : std::chrono::seconds(values_.sync.start_spread_s),
                      std::chrono::seconds(values_.sync.interval_s)};
    thread_ = std::thread([this, options, times] { run(make_worker(options), times); });
}

void Syncer::stop() {
    is_stopped_ = true;
    { const LockGuard lock(mutex_); }  // as in notify
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
    is_stopped_ = false;
    const LockGuard lock(mutex_);
    status_ = {};
}

void Syncer::notify() {
    if (is_appended_.exchange(true)) return;
    { const LockGuard lock(mutex_); }  // who is about to sleep has looked, or will
    wake_.notify_all();
}

void Syncer::ask_shares() {
    if (is_share_asked_.exchange(true)) return;
    { const LockGuard lock(mutex_); }  // as in notify
    wake_.notify_all();
}

bool Syncer::sync_now() {
    {
        const LockGuard lock(mutex_);
        if (!status_.is_configured) return false;
        is_poked_ = true;
    }
    wake_.notify_all();
    return true;
}

SyncStatus Syncer::status() const {
    const LockGuard lock(mutex_);
    return status_;
}

void Syncer::run(std::unique_ptr<SyncWorker> worker, Times times) {
    platform::name_thread("fb-sync");
    platform::lower_thread_priority();
    if (times.spread > 0ms) {
        Backoff random(std::random_device{}());
        if (!wait(*worker, random.up_to(times.spread), /*wakes_for_calls=*/false)) return;
    }
    while (!is_stopped_) {
        {
            const LockGuard lock(mutex_);
            if (is_poked_) worker->retry_now();
            is_poked_ = false;
        }
        is_appended_ = false;
        const Pause pause = worker->step();
        const bool is_drained = worker->report().is_drained;
        publish(worker->report(), pause);
        if (is_drained) platform::release_free_heap();
        if (!wait(*worker, pause, is_drained)) return;
        // One call is seldom alone.
        if (is_drained && is_appended_ && !wait(*worker, times.interval, /*wakes_for_calls=*/false)) return;
    }
}

Pause Syncer::tend_shares(SyncWorker& worker) {
    const bool is_watching = clock_.monotonic() < watch_shares_until_;
    Pause next = worker.tend_shares(is_share_asked_.exchange(false) || is_watching);
    const bool is_answered = is_watching && hooks_.is_overridden && hooks_.is_overridden();
    if (is_answered) watch_shares_until_ = 0;
    if (is_watching) next = std::min(next.value_or(WatchEvery), WatchEvery);
    const LockGuard lock(mutex_);
    status_.report = worker.report();
    return next;
}

// Until the pause is over or somebody asks; where wanted, until a call was appended. Shared budgets
// are looked after meanwhile. False: the end.
bool Syncer::wait(SyncWorker& worker, Pause pause, bool wakes_for_calls) {
    const auto is_over = [&]() FAREBOX_NO_THREAD_SAFETY {
        return is_stopped_ || is_poked_ || (wakes_for_calls && is_appended_);
    };
    const auto wakes = [&]() FAREBOX_NO_THREAD_SAFETY { return is_over() || is_share_asked_; };
    const auto begun = SteadyClock::now();
    for (;;) {
        const Pause shares = tend_shares(worker);
        Pause left;
        if (pause) {
            const auto passed = std::chrono::ceil<std::chrono::milliseconds>(SteadyClock::now() - begun);
            if (passed >= *pause) return !is_stopped_;
            left = *pause - passed;
        }
        if (shares) left = left ? std::min(*left, *shares) : *shares;
        const LockGuard lock(mutex_);
        if (left) {
            wake_.wait_for(mutex_, *left, wakes);
        } else {
            wake_.wait(mutex_, wakes);
        }
        if (is_over()) return !is_stopped_;
    }
}

void Syncer::publish(const SyncReport& report, Pause pause) {
    const LockGuard lock(mutex_);
    status_.report = report;
    status_.next_attempt_at.reset();
    if (pause && *pause > 0ms && !report.is_drained) {
        status_.next_attempt_at = clock_.now() + pause->count() * NsPerMs;
    }
    ++status_.passes;
}

Result<void> Syncer::enroll(const std::string& url, const std::string& token) {
    const std::string plain = plain_url(url);
    if (plain.empty()) return invalid(format("\"{}\" is no http or https address", url));
    const LockGuard lock(life_);
    const bool was_running = thread_.joinable();
    stop();
    WorkerOptions options = make_options(values_);
    options.url = plain;
    const Result<void> enrolled = make_worker(options)->enroll(token);
    if (was_running) start(/*at_once=*/true);
    return enrolled;
}

Result<Json> Syncer::login_place() {
    const LockGuard lock(life_);
    if (!thread_.joinable()) return unavailable("no collector is set; see `farebox enroll --help`");
    return make_worker(make_options(values_))->login_place();
}

Result<Json> Syncer::bind(const Json& body) {
    const LockGuard lock(life_);
    if (!thread_.joinable()) return unavailable("no collector is set; see `farebox enroll --help`");
    return make_worker(make_options(values_))->bind(body);
}

Result<Json> Syncer::request_override(const Json& body) {
    const LockGuard lock(life_);
    if (!thread_.joinable()) return unavailable("no collector is set; see `farebox enroll --help`");
    FAREBOX_TRY(answer, make_worker(make_options(values_))->request_override(body));
    watch_shares_until_ = clock_.monotonic() + WatchTime;
    ask_shares();
    return answer;
}

Result<void> Syncer::leave() {
    const LockGuard lock(life_);
    stop();
    values_.collector.url.clear();
    PolicyKeeper::forget(place_.policy_file);
    return IdentityFiles(place_.state_dir).forget_enrolment();
}

}  // namespace farebox::sync
