#pragma once
// What is in force now: budgets with their sums, overrides, the pause, the live sessions. From the
// governor while the daemon runs; else from the settings and the ledger, through the same gate, so
// that both say the same.

#include <optional>
#include <string>
#include <vector>

#include "core/api/budget_state.h"
#include "core/api/summary.h"
#include "core/budget/gate_types.h"
#include "core/settings/settings.h"

namespace farebox::control {

struct GovernanceView {
    std::vector<budget::BudgetState> budgets;
    std::vector<budget::Override> overrides;  ///< active ones
    std::optional<budget::Pause> pause;
    std::vector<api::LiveSession> live;
};

/// Without a daemon. A ledger that cannot be read leaves the sums at 0 and says so in each
/// budget's `problem`.
GovernanceView read_governance(const settings::Settings& settings, const std::string& ledger_path,
                               const Clock& clock);

/// The form of the local API, with the members that only details show.
Json to_json(const budget::BudgetState& state);
api::BudgetState to_api(const budget::BudgetState& state);
api::Override to_api(const budget::Override& item);
/// What was settled and what is not counted by the gate's alert, for events, command and webhook.
Json to_json(const budget::Alert& alert);

/// Where the user's pause is kept over restarts, beside the ledger.
std::string pause_file_of(const std::string& ledger_path);
/// {"reason","since"}; absent file = no pause.
std::optional<budget::Pause> load_pause(const std::string& path);
Result<void> save_pause(const std::string& path, const std::optional<budget::Pause>& pause);

}  // namespace farebox::control
