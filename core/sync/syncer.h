#pragma once
// The thread of the sync, which exists only while a collector is set.
//
// It sleeps until something is appended (ten minutes at most: then a machine at rest says that it is
// there, and hears of a new policy). After the first call it waits `sync.interval_s` for more, sends
// all that waits, and sleeps again. After a failure it waits by its backoff; calls do not wake it then,
// except to ask about budgets that they share with others.

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "core/base/mutex.h"
#include "core/settings/settings.h"
#include "core/sync/sync_worker.h"

namespace farebox::sync {

/// The way out: the settings', else the environment's.
net::ProxyRules proxy_rules_of(const settings::Settings& values);
SentRules sent_rules(const settings::SyncSettings& values);

/// What does not change while the daemon runs.
struct SyncerPlace {
    std::string ledger_path;
    std::string state_dir;
    std::string os;             ///< "linux", "macos", "windows"
    std::string hostname_hash;  ///< SHA-256, hexadecimal
    std::string policy_file;    ///< of the settings; "" takes no policies
};

struct SyncStatus {
    bool is_configured = false;  ///< a collector is set
    std::string url;
    SyncReport report;
    std::optional<UtcNs> next_attempt_at;  ///< absent: when something is appended
    std::int64_t passes = 0;               ///< looks at the outbox so far, to follow `sync now`
};

/// Owned by the daemon, destroyed before the ledger. Any thread.
class Syncer {
public:
    Syncer(SyncerPlace place, WorkerHooks hooks, const Clock& clock);
    ~Syncer();
    Syncer(const Syncer&) = delete;
    Syncer& operator=(const Syncer&) = delete;

    /// Starts, changes or ends the thread as the settings say; cheap when nothing changed.
    void apply(const settings::Settings& values);
    /// Ends the thread for good, before what its hooks refer to goes. `notify` stays harmless.
    void end();
    /// A call was appended to the ledger. For the data path: costs an atomic exchange.
    void notify();
    /// The gate wants to know more of shared budgets. For the data path, as `notify`.
    void ask_shares();
    /// Sends what waits now, whatever the waiting times are. False without a collector.
    bool sync_now();
    SyncStatus status() const;

    // These ask the collector on the caller's thread and wait for its answer, seconds at most.

    /// Denied when the collector refuses, Unavailable when it cannot be reached; then nothing has
    /// changed. The caller keeps `url` in the settings.
    Result<void> enroll(const std::string& url, const std::string& token);
    /// {issuer, client_id, scopes} of the collector's identity provider, and our device_id.
    Result<Json> login_place();
    /// Binds this device to the person of an ID token: {"id_token", "nonce_secret"}.
    Result<Json> bind(const Json& body);
    /// {"budget_id", "reason", "minutes"}: asks to go on beyond a budget of the collector. For an
    /// hour the answer is looked for twice a minute.
    Result<Json> request_override(const Json& body);
    /// Forgets the enrolment and the collector's policy; calls and the key stay. The caller takes
    /// the address out of the settings.
    Result<void> leave();

private:
    WorkerOptions make_options(const settings::Settings& values) const;
    std::unique_ptr<SyncWorker> make_worker(const WorkerOptions& options);
    void start(bool at_once) FAREBOX_REQUIRES(life_);
    void stop() FAREBOX_REQUIRES(life_);
    struct Times {
        std::chrono::milliseconds spread;    ///< at most, before the first look
        std::chrono::milliseconds interval;  ///< from the first call to its batch
    };
    void run(std::unique_ptr<SyncWorker> worker, Times times);
    bool wait(SyncWorker& worker, Pause pause, bool wakes_for_calls);
    Pause tend_shares(SyncWorker& worker);
    void publish(const SyncReport& report, Pause pause);

    // Constant after construction.
    const SyncerPlace place_;
    const WorkerHooks hooks_;
    const Clock& clock_;

    std::atomic<bool> is_stopped_{false};
    std::atomic<bool> is_appended_{false};
    std::atomic<bool> is_share_asked_{false};
    std::atomic<MonotonicNs> watch_shares_until_{0};

    // Held while the thread is started or ended, and by those who ask beside it.
    Mutex life_;
    settings::Settings values_ FAREBOX_GUARDED_BY(life_);
    std::thread thread_ FAREBOX_GUARDED_BY(life_);
    bool is_ended_ FAREBOX_GUARDED_BY(life_) = false;

    mutable Mutex mutex_;
    Condition wake_;
    bool is_poked_ FAREBOX_GUARDED_BY(mutex_) = false;
    SyncStatus status_ FAREBOX_GUARDED_BY(mutex_);
};

}  // namespace farebox::sync
