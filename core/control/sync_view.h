#pragma once
// The state of the sync as people are shown it: from the running syncer, or, without a daemon, from
// settings and ledger.

#include <string_view>

#include "core/control/routes.h"
#include "core/ledger/sync_store.h"
#include "core/sync/syncer.h"

namespace farebox::control {

enum class SyncWord {
    NotEnrolled,  ///< no collector is set: nothing leaves this machine
    Ok,           ///< what waits will be sent in a moment
    Behind,       ///< calls wait, and something keeps them
    Stopped,      ///< nothing is sent until somebody acts
};
/// "not_enrolled", "ok", "behind", "stopped".
std::string_view to_text(SyncWord word);

struct SyncView {
    SyncWord state = SyncWord::NotEnrolled;
    sync::SyncStatus live;
    ledger::SyncState ledger;  ///< defaults when the ledger cannot be read
    sync::SentRules rules;
    std::string problem;       ///< one sentence; "" when all is well
};

SyncView read_sync(Context& context);

/// A problem that only a person can end, for health; "" otherwise. A collector that is away for an
/// hour is none.
std::string sync_health_problem(const SyncView& view, UtcNs now);

}  // namespace farebox::control
