// backup, restore and verify.

#include "app/farebox-collector/commands.h"

#include "core/base/format.h"
#include "core/collector/audit/audit_log.h"
#include "core/collector/store/census.h"
#include "core/collector/store/sqlite/backup.h"
#include "core/platform/instance_lock.h"

#include <cstdio>

namespace farebox::app {
namespace {

Result<std::string> verify(collector::Database& database) {
    FAREBOX_TRY(session, database.session());
    FAREBOX_TRY(census, collector::take_census(*session));
    FAREBOX_TRY(audit, collector::verify_audit(*session));
    std::string text = format("{}\nschema version {}\n", database.describe(), census.schema_version);
    for (const auto& table : census.tables) text += format("{} rows in {}\n", table.rows, table.name);
    text += format("{} calls in the rollup, list cost {} nano-dollars\n", census.rollup_calls,
                   census.rollup_list_cost_nano);
    if (!audit.is_whole) return make_error(ErrorCode::Invalid, text + "audit log: " + audit.problem);
    return text + format("audit log whole: {} entries, newest hash {}\n", audit.count,
                         audit.newest_hash.empty() ? "none" : audit.newest_hash);
}

Result<void> restore(const std::string& file, const collector::Config& config) {
    if (!config.database.empty()) {
        return make_error(ErrorCode::Unsupported,
                          "this is PostgreSQL; bring it back with pg_restore (docs/collector.md, \"Backup\")");
    }
    FAREBOX_TRY(lock, lock_data_dir(config));
    FAREBOX_TRY_VOID(collector::restore_sqlite(file, database_file(config)));
    FAREBOX_TRY(database, open_database(config));
    FAREBOX_TRY_VOID(collector::migrate(*database));
    FAREBOX_TRY(text, verify(*database));
    std::printf("restored %s\n%s", file.c_str(), text.c_str());
    return {};
}

}  // namespace

int run_backup(const CollectorOptions& options, const collector::Config& config) {
    if (options.arguments.size() != 1) return fail_usage("backup takes the name of the file to write");
    const auto database = open_database(config);
    if (!database) return fail(database.error());
    const std::string& file = options.arguments.front();
    if (const Result<void> done = collector::back_up_sqlite(**database, file); !done) return fail(done.error());
    std::printf("wrote %s\n", file.c_str());
    return 0;
}

int run_restore(const CollectorOptions& options, const collector::Config& config) {
    if (options.arguments.size() != 1) return fail_usage("restore takes the name of the backup");
    const Result<void> done = restore(options.arguments.front(), config);
    if (done) return 0;
    fail(done.error());
    return done.error().code == ErrorCode::Conflict ? ExitTaken : ExitFailed;
}

int run_verify(const CollectorOptions&, const collector::Config& config) {
    const auto database = open_database(config);
    if (!database) return fail(database.error());
    const Result<std::string> text = verify(**database);
    if (!text) return fail(text.error());
    std::fputs(text->c_str(), stdout);
    return 0;
}

}  // namespace farebox::app
