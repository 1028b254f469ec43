// Which store, and bringing it up to date.

#include "app/farebox-collector/commands.h"

#include "core/base/file_io.h"
#include "core/base/format.h"
#include "core/collector/store/postgres/open.h"
#include "core/collector/store/sqlite/open.h"

#include <cstdio>

namespace farebox::app {

std::string database_file(const collector::Config& config) { return config.data_dir + "/collector.db"; }

Result<std::unique_ptr<platform::InstanceLock>> lock_data_dir(const collector::Config& config) {
    FAREBOX_TRY_VOID(make_dirs(config.data_dir));
    return platform::InstanceLock::acquire(config.data_dir + "/collector.lock")
        .with_context("the data folder " + config.data_dir);
}

Result<std::unique_ptr<collector::Database>> open_database(const collector::Config& config) {
    FAREBOX_TRY_VOID(make_dirs(config.data_dir));
    if (config.database.empty()) return collector::open_sqlite(database_file(config));
    return collector::open_postgres(config.database);
}

int run_migrate(const CollectorOptions&, const collector::Config& config) {
    const auto database = open_database(config);
    if (!database) return fail(database.error());
    if (const Result<void> migrated = collector::migrate(**database); !migrated) {
        return fail(migrated.error());
    }
    std::printf("%s: schema version %lld\n", (*database)->describe().c_str(),
                static_cast<long long>(collector::newest_version()));
    return 0;
}

}  // namespace farebox::app
