#pragma once
// Owns the life of budgets: reads them from the settings, opens their sums from the ledger, keeps
// overrides and the user's own pause, tells alerts. The data path only asks the Gate.
//
// One thread ("fb-governor") fed by a queue. It sleeps until something is queued, with one deadline
// at most: the next end of an override or of a budget's window, and a fraction of a second while
// somebody listens to events. Calls are settled by the recorder, which hands on what the gate said:
//
//     ledger.append(call); alerts = gate.settle(ticket, call);
//     governor.on_alerts(std::move(alerts)); governor.on_settled(call);

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/base/queue.h"
#include "core/budget/gate.h"
#include "core/control/events.h"
#include "core/control/governance_view.h"
#include "core/ledger/ledger.h"
#include "core/settings/store.h"

namespace farebox::control {

class GovernorWorker;

struct GovernanceOptions {
    std::string ledger_path;
    std::string os_user;  ///< who overrides and pauses: the user of this daemon
    /// For set_budget and remove_budget; lives longer. Null: they are Unavailable.
    settings::Store* settings = nullptr;
};

/// Owned by the daemon, made after gate and ledger, destroyed before them. Every method may be
/// called from any thread; those of the first part never wait.
class Governor {
public:
    Governor(budget::Gate& gate, ledger::Ledger& ledger, GovernanceOptions options,
             const Clock& clock);
    ~Governor();
    Governor(const Governor&) = delete;
    Governor& operator=(const Governor&) = delete;

    // --- The daemon and the recorder.

    /// Puts budgets, override rule and alert targets in force; cheap when nothing changed.
    void apply(const settings::Settings& values);
    void on_alerts(std::vector<budget::Alert> alerts);
    /// What the collector said of shared budgets. Who listens is told when a budget looks different.
    void take_shares(std::vector<budget::Share> shares);
    /// A call is under way: call_id, started_at and what is known of agent, session and work.
    void on_begun(const Call& draft);
    void on_settled(const Call& call);
    /// What on_begun told was no call that counts.
    void on_no_row(const std::string& call_id);
    Events& events() { return events_; }

    /// Waits until all that was queued before is done; false when that takes longer than `time`.
    /// For the start (budgets hold before the first call) and for tests.
    bool wait(std::chrono::milliseconds time);

    // --- Routes. They wait for the governor's thread, at most ten seconds (then Unavailable).

    GovernanceView view() const;
    /// What does not work, one sentence each; for health.
    std::vector<std::string> problems() const;
    /// Grows with everything that changes the summary.
    std::int64_t revision() const;

    /// Denied names the rule that forbids it; NotFound: no such budget. `request.os_user` is set here.
    Result<budget::Override> add_override(budget::OverrideRequest request);
    Result<void> end_override(const std::string& override_id);
    Result<void> pause(const std::string& reason);
    Result<void> resume();  ///< NotFound when nothing is paused
    Result<budget::BudgetState> set_budget(const std::string& budget_id, const Json& body);
    Result<void> remove_budget(const std::string& budget_id);

private:
    using Job = std::function<void(GovernorWorker&)>;
    void push(Job job);
    Result<void> ask(std::function<Result<void>(GovernorWorker&)> question);
    void run();

    // Constant after construction.
    const GovernanceOptions options_;
    const Clock& clock_;
    budget::Gate& gate_;

    Events events_;
    const std::unique_ptr<GovernorWorker> worker_;
    Queue<Job> jobs_;
    std::thread thread_;  // last: uses the rest
};

}  // namespace farebox::control
