#pragma once
// What the sync asks of the rest of the daemon.

#include "core/budget/gate.h"
#include "core/control/governor.h"
#include "core/ledger/ledger.h"
#include "core/proxy/recorder.h"
#include "core/settings/store.h"
#include "core/sync/syncer.h"

namespace farebox::app {

/// All of them live longer than the syncer's thread; recorder and governor may be made after this.
struct SyncParts {
    std::string ledger_path;
    std::string state_dir;
    std::string home;
    ledger::Ledger& ledger;
    const std::unique_ptr<proxy::Recorder>& recorder;
    const settings::Store& settings;
    budget::Gate& gate;
    const std::unique_ptr<control::Governor>& governor;
    const Clock& clock;
};
std::unique_ptr<sync::Syncer> make_syncer(const SyncParts& parts);

}  // namespace farebox::app
