#pragma once
// The composition root of the daemon: everything is constructed here, in order of dependency.

#include "app/fareboxd/options.h"
#include "core/platform/paths.h"
#include "core/settings/store.h"

namespace farebox::app {

struct DaemonSetup {
    platform::Paths paths;
    std::unique_ptr<settings::Store> store;
    settings::Settings settings;  ///< as at start, with what the command line changes
};

/// Folders and settings. Fails only when there is no place to keep anything.
Result<DaemonSetup> prepare(const DaemonOptions& options);

/// Runs until stopped; returns the exit status (0, 1, or 3 when the port or the lock is taken).
int run_daemon(const DaemonSetup& setup);

}  // namespace farebox::app
