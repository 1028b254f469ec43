#pragma once
// Decides whether a call may go on, and keeps the counters it decides by.
//
// Before a call is sent its likely cost is reserved, at its end the reservation is replaced by the
// real cost. Per budget and window:   enforced counter = settled calls + open reservations.
// A call is admitted when the counter with its full reservation (an upper bound) stays within the
// hard limit; where only that does not fit, with a thin one (input plus the 95th percentile of this
// agent's and model's recent output), of which a budget has one open at most. So the hard limit is
// exceeded by at most one call's settle error, however many run at once.
// docs/decisions/0007-budgets.md gives the reasons and the price.
//
// Owned by the daemon; every method may be called from any thread; one mutex, held for less than a
// few microseconds (replace_budgets: longer with thousands of open tickets). Never touches the disk:
// the ledger fills it at start (Opening) and receives every call by itself. Reservations live in
// memory alone, so a crash leaves none behind.
//
// Order for exact sums: append the row to the ledger first, then settle it here.

#include <functional>
#include <memory>
#include <optional>

#include "core/base/clock.h"
#include "core/base/mutex.h"
#include "core/budget/gate_types.h"

namespace farebox::budget {

class Accounts;

class Gate {
public:
    Gate(const Provisional& provisional, const Clock& clock);
    ~Gate();
    Gate(const Gate&) = delete;
    Gate& operator=(const Gate&) = delete;

    // --- Budgets: control thread.

    /// From here on settled calls are remembered until replace_budgets, so that none is lost or
    /// counted twice while the ledger is read. Then: flush the ledger, Reader::open_budgets,
    /// replace_budgets.
    void begin_reload();
    /// Puts the list in force. Open reservations are kept and applied to the new list. A window in
    /// `opening` takes the ledger's sum; one that is not keeps its counter, unless what it counts
    /// has changed (then 0 until opened). Returns thresholds that are passed already: for those
    /// that were told before, GovernanceStore::add_alert answers false.
    std::vector<Alert> replace_budgets(std::vector<Budget> budgets, const Opening& opening);
    /// True when a window began (or the clock stepped into one) whose sum the ledger has not given:
    /// do a reload with the same budgets. Cheap; to be asked after calls, not by a timer.
    bool wants_opening() const;
    void set_overrides(std::vector<Override> overrides);
    void set_pause(std::optional<Pause> pause);
    /// What to ask the collector about shared budgets. From here to the next set_shares no call gets
    /// more of a ceiling than `kept` says, because the answer may be a lower one. Budgets whose sum
    /// the ledger has not given are left out: less than was spent would be promised to others.
    std::vector<ShareOffer> offer_shares();
    /// Whether a call in flight holds some of a shared budget.
    bool holds_shares() const;
    /// Replaces all shares. Those of unknown budgets and of other windows do nothing.
    std::vector<Alert> set_shares(std::vector<Share> shares);
    /// Called when the collector should be asked about shared budgets now: its word has expired or is
    /// missing, a call found no room, the next one may find none, or one that held much is over. On
    /// the thread of the call or of replace_budgets, often, so it only wakes somebody. Set before
    /// anything else is called.
    void set_share_asker(std::function<void()> ask);
    /// Feeds the history of output, which is empty after a start.
    void learn(const Call& call);

    // --- Calls: any thread.

    /// For the I/O thread, before anything is known: a ticket when every enforcing budget, whatever
    /// its scope, has room for the dearest call of this size. Absent: ask admit().
    std::optional<Ticket> quick_admit(std::int64_t request_bytes);
    Decision admit(const CallFacts& facts);
    /// Better facts for a ticket (dimensions, the real estimate). Never refuses: the call is on its
    /// way. The verdict is for the row.
    Verdict refine(Ticket ticket, const CallFacts& facts);
    /// Ends the ticket and charges what the call really cost to every budget it belongs to, in the
    /// window of its started_at. Ticket{}: a call that was not asked about (another channel).
    std::vector<Alert> settle(Ticket ticket, const Call& call);
    /// A higher revision of a settled call takes its place.
    std::vector<Alert> revise(const Call& before, const Call& after);
    /// Ends the ticket without any cost.
    void release(Ticket ticket);

    // --- Looking.

    std::vector<BudgetState> states() const;
    GateCounts counts() const;
    /// Recounts every reservation from the open tickets. Empty, or what differs.
    std::string check() const;

private:
    /// What `does` answers under the mutex; beyond it asks for shares where that left a need.
    template <class Work>
    auto work(Work does);

    const Clock& clock_;
    std::function<void()> ask_for_share_;  ///< constant from the start on
    mutable Mutex mutex_;
    const std::unique_ptr<Accounts> accounts_ FAREBOX_GUARDED_BY(mutex_);
};

}  // namespace farebox::budget
