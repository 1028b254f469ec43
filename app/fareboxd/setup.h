#pragma once
// What the daemon starts from: its folders and its settings.

#include <memory>

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

}  // namespace farebox::app
