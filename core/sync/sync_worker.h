#pragma once
// What the sync does next: one decision at a time, without a thread, so that tests can walk it.
//
// Order of a pass: enrol if need be; make room if the ledger is over its cap; send from the oldest
// event not acknowledged, batch by batch, until nothing waits; tell the collector how this machine
// is; fetch the policy when the collector named another one than is in force. Shared budgets are
// asked about between the steps, because a call may wait for the answer (sync_policy.cpp). Every way
// a batch can fail has one reaction (CollectorClient::Reaction), and none of them
// drops an event: an event goes away when it was acknowledged, or is a letter that people see.

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/base/clock.h"
#include "core/ledger/sync_store.h"
#include "core/sync/backoff.h"
#include "core/sync/batch.h"
#include "core/sync/collector_client.h"
#include "core/sync/identity.h"
#include "core/sync/policy_keeper.h"
#include "core/sync/shares.h"

namespace farebox::sync {

struct WorkerOptions {
    std::string url;              ///< of the collector, without a trailing '/'
    std::string enrolment_token;  ///< "" when none is set
    std::string asserted_user;
    std::string hostname_hash;
    std::string os;
    std::string ledger_path;
    std::string state_dir;
    std::string policy_file;      ///< settings::Places::collector_file; "" takes no policies
    net::ProxyRules proxy;
    std::string ca_file;
    SentRules rules;
    std::int64_t disk_cap_mb = 512;
};

/// What the rest of the daemon is asked. Called on the sync thread.
struct WorkerHooks {
    /// Brings what was appended to the disk and says up to when the ledger is complete.
    std::function<std::optional<UtcNs>()> complete_through;
    /// Calls lost before they reached the ledger since the last question, by reason.
    std::function<std::map<std::string, std::int64_t>()> take_losses;
    /// How this machine is: {health, wiring, ...} for the fleet page; no paths, no names.
    std::function<Json()> health;
    /// Gate::offer_shares. Null: nobody shares any.
    std::function<std::vector<budget::ShareOffer>()> offer_shares;
    /// Gate::holds_shares.
    std::function<bool()> holds_shares;
    /// Whether the collector lets this machine pass one of its budgets.
    std::function<bool()> is_overridden;
    /// All shares anew.
    std::function<void(std::vector<budget::Share>)> take_shares;
};

/// What people are shown.
struct SyncReport {
    bool is_enrolled = false;
    bool is_stopped = false;    ///< revoked: nothing is sent until somebody acts
    std::string device_id;
    std::string problem;        ///< "" when all is well
    std::int64_t clock_offset_ms = 0;
    bool is_drained = false;    ///< the last look found nothing left to send
    std::string policy_version;      ///< in force; "" = none of the collector's
    UtcNs policy_installed_at = 0;   ///< 0 = none
    std::string policy_problem;      ///< why the collector's newest one is not in force; "" = it is
    std::string shares_problem;      ///< why the collector says nothing of shared budgets; "" = it does

    bool operator==(const SyncReport&) const = default;
};

/// Absent: until something is appended or somebody asks.
using Pause = std::optional<std::chrono::milliseconds>;

/// Owned by the sync thread.
class SyncWorker {
public:
    SyncWorker(WorkerOptions options, WorkerHooks hooks, const Clock& clock, std::uint64_t seed,
               const std::atomic<bool>* is_stopped);
    ~SyncWorker();

    /// One step. Returns how long to wait before the next one; 0 = go on at once.
    Pause step();
    /// Asks about shared budgets if the gate wants it (`is_asked`), a step wanted it or the answer
    /// would expire under running calls. Returns when to be called again; absent: when asked.
    Pause tend_shares(bool is_asked);
    /// Somebody asks for it: forgets waiting times and the stop, and tells how this machine is.
    void retry_now();

    /// With the given token, replacing what this machine was enrolled as.
    Result<void> enroll(const std::string& token);
    /// Where people log in, as which client, and who this device is: what login.h takes.
    Result<Json> login_place();
    /// Binds this device to the person of an ID token.
    Result<Json> bind(const Json& body);
    /// Asks the collector to let this machine pass one of its budgets.
    Result<Json> request_override(const Json& body);

    const SyncReport& report() const { return report_; }

private:
    Result<void> open();
    Result<void> load_identity();
    Result<void> open_enrolled();
    Result<void> take_identity(const Reply& reply, const net::SigningKey& key,
                               const std::string& install_id);
    void want_enrolment();
    Pause make_ready();
    Pause send_next();
    Pause send_batch(const CodedBatch& batch, const ledger::SyncState& before);
    Pause on_acknowledged(const CodedBatch& batch, const ledger::SyncState& before, const Reply& reply);
    Pause on_refused(const CodedBatch& batch, const Reply& reply);
    Pause on_epoch_conflict(const Reply& reply);
    Pause begin_epoch_again(const std::string& why, bool with_all);
    Pause narrow(const CodedBatch& batch, const Reply& reply);
    Pause put_aside(const CodedBatch& batch, const Reply& reply);
    BatchFacts batch_facts(const ledger::SyncState& state);
    Pause fail(const std::string& problem, std::chrono::milliseconds asked = {});
    Pause drained();
    void make_room();
    void count_losses();
    void beat(const ledger::SyncState& state);
    void keep_policies_of(const Enrolment& enrolment);
    void report_policy();
    void tend_policy();
    Result<void> fetch_policy();
    bool ask_shares();
    void lose_shares(const Reply& reply);
    Result<Json> ask_for_person(Reply (CollectorClient::*ask)(const Json&), const Json& body);

    const WorkerOptions options_;
    const WorkerHooks hooks_;
    const Clock& clock_;
    const std::atomic<bool>* const is_stopped_;
    const IdentityFiles files_;
    CollectorClient collector_;
    Backoff backoff_;
    std::unique_ptr<ledger::SyncStore> store_;
    std::int64_t row_limit_ = static_cast<std::int64_t>(api::BatchRowLimit);
    std::optional<UtcNs> complete_through_;
    std::string_view coding_;
    int conflicts_ = 0;  ///< epoch conflicts in a row
    std::optional<MonotonicNs> last_beat_;
    std::optional<MonotonicNs> last_room_;

    // sync_policy.cpp
    std::unique_ptr<PolicyKeeper> policies_;  ///< null while not enrolled
    std::string named_etag_;                  ///< of the policy this machine should have; "" = not told
    MonotonicNs policy_not_before_ = 0;
    ShareKeeper shares_;
    std::vector<budget::Share> granted_;
    Backoff share_backoff_;
    bool is_share_wanted_ = false;
    MonotonicNs share_not_before_ = 0;
    std::optional<MonotonicNs> renew_shares_at_;
    SyncReport report_;
};

}  // namespace farebox::sync
