#pragma once
// The governor's thread: what it knows and does. Private to governor.cpp, except the shared part,
// which routes read under its mutex.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/mutex.h"
#include "core/control/alert_sender.h"
#include "core/control/governor.h"
#include "core/control/live_view.h"
#include "core/ledger/governance.h"
#include "core/ledger/reader.h"

namespace farebox::control {

/// The governor's thread alone, except `shared`.
class GovernorWorker {
public:
    GovernorWorker(budget::Gate& gate, ledger::Ledger& ledger, const GovernanceOptions& options,
                   const Clock& clock, Events& events);

    /// Before anything else: overrides, pause, the history of output, the latest sessions.
    void begin();
    void apply(const settings::Settings& values);
    void take_alerts(const std::vector<budget::Alert>& alerts);
    void tell_call(const Json& event);
    /// The summary is another now; whoever listens is told in a moment.
    void changed();
    Result<budget::Override> add_override(budget::OverrideRequest request);
    Result<void> end_override(const std::string& override_id);
    Result<void> set_pause(std::optional<budget::Pause> pause);

    /// After each batch of jobs, and when the time of `next_deadline` has come.
    void look_at_the_clock();
    /// How long may be slept; absent: until something is queued.
    std::optional<std::chrono::nanoseconds> time_to_sleep() const;

    /// Routes: any thread.
    struct Shared {
        mutable Mutex mutex;
        std::vector<budget::Override> overrides FAREBOX_GUARDED_BY(mutex);
        std::optional<budget::Pause> pause FAREBOX_GUARDED_BY(mutex);
        LiveView live FAREBOX_GUARDED_BY(mutex);
        std::string problem FAREBOX_GUARDED_BY(mutex);
        std::int64_t revision FAREBOX_GUARDED_BY(mutex) = 0;
    };
    Shared shared;

private:
    Result<ledger::GovernanceStore*> store();
    Result<budget::Opening> read_opening();
    void reload();
    void audit_changes(const std::vector<Budget>& before, const std::vector<Budget>& after);
    void audit(const std::string& actor, const std::string& action, const Json& detail);
    void tell(const budget::Alert& alert);
    std::string find_cause(const budget::Alert& alert);
    void refresh_overrides();
    void set_pause_in_force(std::optional<budget::Pause> pause);
    void note(const std::string& problem);
    void publish_change();

    budget::Gate& gate_;
    ledger::Ledger& ledger_;
    const GovernanceOptions& options_;
    const Clock& clock_;
    Events& events_;

    std::unique_ptr<ledger::GovernanceStore> store_;
    bool has_settings_ = false;
    std::vector<Budget> budgets_;
    budget::OverrideRule rule_;
    AlertTargets targets_;
    AlertSender sender_;
    MonotonicNs reload_not_before_ = 0;  ///< after one that failed
    std::optional<MonotonicNs> publish_at_;
    MonotonicNs changed_at_ = 0;  ///< the newest change
    UtcNs next_change_ = INT64_MAX;  ///< an override or a window ends
};

}  // namespace farebox::control
