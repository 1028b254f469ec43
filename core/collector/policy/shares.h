#pragma once
// One budget over many workstations: how much of it each may spend before it asks again.
//
// A workstation reports what it has spent of a shared budget in the present window and what it would
// like to spend next. The answer is what the others have spent, and a ceiling for its own spending
// that is good for two minutes. While they are valid, all ceilings together never pass the hard
// limit; so the budget holds between two reports, and a burst on one laptop cannot use up what
// another was promised. A workstation that does not come back keeps nothing reserved: when its
// ceiling has expired only what it reported counts.
//
// Out of reach of the collector a workstation goes on under the hard limit less what others had
// spent when it last heard of them: fail open (docs/budgets.md).

#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/collector/policy/central_budgets.h"

namespace farebox::collector {

constexpr UtcNs ShareLife = 120 * NsPerSecond;

struct ShareReport {
    std::string budget_id;
    UtcNs window_start = 0;   ///< the workstation's window; another than ours is answered with ours
    std::int64_t spent = 0;   ///< by this workstation in that window
    std::int64_t wanted = 0;  ///< beyond `spent`: reservations and what it expects next
    /// Beyond `spent`, what the workstation goes on to take until it has the answer: held by calls
    /// under way, and a little more. The next ceiling is never lower.
    std::int64_t kept = 0;
    /// Of `wanted`: with less than this a call that waits there cannot go on. 0: none waits.
    std::int64_t needed = 0;
};

struct ShareGrant {
    std::string budget_id;
    UtcNs window_start = 0;
    UtcNs window_end = 0;
    std::int64_t elsewhere = 0;
    std::int64_t ceiling = 0;
    UtcNs expires_at = 0;
    UtcNs overridden_until = 0;  ///< 0: not overridden. An approved override lets this device go on
};

/// {"budgets":[{"budget_id","window_start","spent","wanted","kept","needed"}]}: unknown members
/// are passed over.
Result<std::vector<ShareReport>> parse_share_reports(const Json& body);
Json to_json(const ShareGrant& grant);

/// One for each reported budget that concerns this device; the others are left out, and the device
/// forgets them with its next policy. One transaction; reports of the same budget wait for each
/// other.
Result<std::vector<ShareGrant>> grant_shares(Session& session, const std::string& device_id,
                                             const std::vector<CentralBudget>& budgets,
                                             const std::vector<ShareReport>& reports, UtcNs now);

/// What all workstations have spent of a budget in the window that holds `now`.
struct SharedSpend {
    std::int64_t spent = 0;
    std::int64_t promised = 0;  ///< beyond it, under valid ceilings
    std::int64_t devices = 0;
    UtcNs window_start = 0;
    UtcNs window_end = 0;
};
Result<SharedSpend> shared_spend(Session& session, const Budget& budget, UtcNs now);

}  // namespace farebox::collector
