#include "core/ledger/migrations.h"

#include "core/base/format.h"

namespace farebox::ledger {

const std::vector<const char*>& migrations() {
    static const std::vector<const char*> all = {MigrationV1, MigrationV2, MigrationV3,
                                                 MigrationV4};
    return all;
}

std::int64_t newest_version() { return static_cast<std::int64_t>(migrations().size()); }

Result<void> migrate(Database& database, std::int64_t target) {
    FAREBOX_TRY(version, database.query_int("PRAGMA user_version"));
    for (std::int64_t next = version + 1; next <= target; ++next) {
        const std::string script =
            format("BEGIN IMMEDIATE;{}PRAGMA user_version = {};COMMIT;",
                   migrations()[static_cast<std::size_t>(next - 1)], next);
        const Result<void> applied = database.execute(script);
        if (!applied) {
            // Nothing to roll back when BEGIN itself failed; the first error is the one to tell.
            (void)database.execute("ROLLBACK");
            return applied.error().with_context(format("migrating the ledger to version {}", next));
        }
    }
    return {};
}

}  // namespace farebox::ledger
