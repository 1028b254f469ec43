#pragma once
// What the sync asks of the rest of the daemon.

#include "core/ledger/ledger.h"
#include "core/proxy/recorder.h"
#include "core/settings/store.h"
#include "core/sync/syncer.h"

namespace farebox::app {

/// All of them live longer than the syncer's thread; the recorder may be made after this.
struct SyncParts {
    std::string ledger_path;
    std::string state_dir;
    std::string home;
    ledger::Ledger& ledger;
    const std::unique_ptr<proxy::Recorder>& recorder;
    const settings::Store& settings;
    const Clock& clock;
};
std::unique_ptr<sync::Syncer> make_syncer(const SyncParts& parts);

}  // namespace farebox::app
