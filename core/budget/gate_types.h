#pragma once
// What goes into the gate and comes out of it, as values.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/budget/charge.h"
#include "core/budget/override.h"
#include "core/budget/thresholds.h"
#include "core/model/estimate.h"
#include "core/model/verdict.h"

namespace farebox::budget {

/// What is known of a call before it is made. Dimensions that are absent are still being found
/// out; set them to "" once they will not be known in time.
struct CallFacts {
    UtcNs started_at = 0;  ///< as in the row; 0 = now
    std::int64_t request_bytes = 0;
    Dimensions work;
    BillingMode billing_mode = BillingMode::Unknown;
    Estimate estimate;
};

/// An open reservation. 0 = none. Each ticket ends by settle or release; one that does not expires
/// after six hours.
struct Ticket {
    std::uint64_t id = 0;

    explicit operator bool() const { return id != 0; }
    bool operator==(const Ticket&) const = default;
};

enum class DecisionKind {
    Admitted,          ///< `ticket` is open
    Refused,           ///< nothing is reserved; verdict.reason has the words
    NeedsAttribution,  ///< nothing is reserved; a budget of an absent dimension could refuse
};

struct Decision {
    DecisionKind kind = DecisionKind::Admitted;
    Ticket ticket;
    Verdict verdict;
    /// Refused only because of what calls in flight hold: the money itself is there.
    bool is_transient = false;
};

/// The ledger's sum of one budget in one window, and the calls it holds.
struct OpenedWindow {
    std::string budget_id;
    UtcNs window_start = 0;
    std::int64_t spent = 0;  ///< by the budget's unit and basis
    std::int64_t unpriced_calls = 0;
};

/// One consistent look at the ledger (Reader::open_budgets).
struct Opening {
    std::vector<OpenedWindow> windows;
    /// Calls that are in the sums and may also have been settled since Gate::begin_reload: call_id
    /// to revision of the newest rows.
    std::map<std::string, std::int64_t> newest_rows;
};

struct WindowToOpen {
    Budget budget;
    Window window;
};
/// What the ledger is asked at start and reload: each budget's window at `now`. An unknown time
/// zone counts as UTC.
std::vector<WindowToOpen> windows_to_open(const std::vector<Budget>& budgets, UtcNs now);

/// A budget that several workstations spend from, as the collector said last.
struct Share {
    std::string budget_id;
    UtcNs window_start = 0;
    std::int64_t elsewhere = 0;  ///< spent on other workstations in that window; unit of the budget
    std::int64_t ceiling = 0;    ///< what this one may spend in the window in all
    UtcNs expires_at = 0;  ///< from then on only the limit less `elsewhere` binds: a collector that
                           ///< is out of reach stops nobody
    UtcNs overridden_until = 0;  ///< an override that the collector approved; 0 = none

    bool operator==(const Share&) const = default;
};

/// So long before a share expires Gate::holds_shares is to be asked; a call that begins later asks
/// for the next one itself.
constexpr UtcNs ShareMargin = 10 * NsPerSecond;

/// What the collector is told of a budget that is shared, and asked for.
struct ShareOffer {
    std::string budget_id;
    UtcNs window_start = 0;
    std::int64_t spent = 0;     ///< settled here in that window; unit of the budget
    std::int64_t reserved = 0;  ///< held by calls in flight
    /// Beyond `spent`, what this workstation goes on to spend up to until it has the answer, and so
    /// must not be promised to others meanwhile. At least `reserved`.
    std::int64_t kept = 0;
    std::int64_t need = 0;  ///< a call found no room in this workstation's part; 0 = none did
};

enum class BudgetStatus {
    Ok,
    Warning,     ///< spent has reached soft_percent
    Paused,      ///< the next call is refused
    Overridden,  ///< it would be, and an override lets it pass
};
std::string_view to_text(BudgetStatus status);  ///< "ok", "warning", "paused", "overridden"

struct BudgetState {
    Budget budget;
    BudgetStatus status = BudgetStatus::Ok;
    std::int64_t spent = 0;     ///< settled, here and elsewhere; the unit of the budget
    std::int64_t elsewhere = 0; ///< of `spent`: on other workstations
    std::int64_t reserved = 0;  ///< held by calls in flight
    std::int64_t permille = 0;  ///< of limit, settled only
    Window window;
    std::string zone;  ///< the zone in effect
    std::int64_t open_reservations = 0;
    std::int64_t unpriced_calls = 0;  ///< in the window; their cost is in no sum
    std::string override_id;
    UtcNs overridden_until = 0;  ///< by the user or by the collector's approval; 0 = it is not
    std::string problem;  ///< a sentence when something is wrong ("time_zone ... counted in UTC")
};

/// The user's own pause of all calls.
struct Pause {
    std::string reason;
    UtcNs since = 0;
};

struct GateCounts {
    std::int64_t open_tickets = 0;
    std::int64_t expired_tickets = 0;   ///< since start; each is a caller that forgot
    std::int64_t over_provisional = 0;  ///< refined above their provisional amount
};

}  // namespace farebox::budget
