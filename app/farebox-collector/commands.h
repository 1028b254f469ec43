#pragma once
// The commands of farebox-collector, one file each.

#include <memory>

#include "app/farebox-collector/options.h"
#include "core/collector/store/database.h"
#include "core/platform/instance_lock.h"

namespace farebox::app {

/// Each returns the exit status.
int run_serve(const CollectorOptions& options, const collector::Config& config);
int run_demo(const CollectorOptions& options, const collector::Config& config);
int run_migrate(const CollectorOptions& options, const collector::Config& config);
int run_check_config(const CollectorOptions& options, const collector::Config& config);
int run_backup(const CollectorOptions& options, const collector::Config& config);
int run_restore(const CollectorOptions& options, const collector::Config& config);
int run_verify(const CollectorOptions& options, const collector::Config& config);
int run_reference(const CollectorOptions& options, const collector::Config& config);

/// A new enrolment token with the label that is the argument, on standard output.
int run_token(const CollectorOptions& options, const collector::Config& config);
/// A new first password for the local account that is the argument.
int run_reset_password(const CollectorOptions& options, const collector::Config& config);

/// On the very first start: makes the account "admin" and leaves its password in a file (0600) and,
/// where somebody is looking, on the terminal.
Result<void> show_first_password(collector::Database& database, const collector::Config& config);

/// The configured store, not migrated. Makes the data folder.
Result<std::unique_ptr<collector::Database>> open_database(const collector::Config& config);

/// Of the embedded store.
std::string database_file(const collector::Config& config);
/// Held by who serves or replaces the embedded store; Conflict names the process that has it. Several
/// collectors may share a PostgreSQL, but not a data folder.
Result<std::unique_ptr<platform::InstanceLock>> lock_data_dir(const collector::Config& config);

/// Says on standard error what went wrong, and gives ExitFailed or ExitUsage.
int fail(const Error& error);
int fail_usage(const std::string& message);

}  // namespace farebox::app
