#pragma once
// The commands of farebox-collector, one file each.

#include <memory>

#include "app/farebox-collector/options.h"
#include "core/collector/store/database.h"

namespace farebox::app {

/// Each returns the exit status.
int run_serve(const CollectorOptions& options, const collector::Config& config);
int run_migrate(const CollectorOptions& options, const collector::Config& config);
int run_check_config(const CollectorOptions& options, const collector::Config& config);
int run_reference(const CollectorOptions& options, const collector::Config& config);

/// The configured store, not migrated. Makes the data folder.
Result<std::unique_ptr<collector::Database>> open_database(const collector::Config& config);

/// Says on standard error what went wrong, and gives ExitFailed.
int fail(const Error& error);

}  // namespace farebox::app
