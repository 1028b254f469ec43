#pragma once
// The collector's tables, as versions of SQL text. One version is a list of scripts, one an area,
// each in a file of its own beside this header, by the people who know the area.
//
// Scripts are portable (BIGINT, TEXT, PRIMARY KEY, CREATE INDEX); what only one engine understands
// stands in a comment that the other ignores: `/*postgres: PARTITION BY LIST (id_month) */`,
// `/*sqlite: WITHOUT ROWID */`. In PostgreSQL every TEXT column sorts by bytes, as in SQLite.
//
// Version 1 grows until the first release; from then on a version is frozen and a change is a new
// one: write schema_<area>_v<n>.cpp, declare it here, append it to the list in migrations.cpp.

#include <string>
#include <string_view>
#include <vector>

#include "core/collector/store/database.h"

namespace farebox::collector {

extern const char* const SchemaCalls;      ///< calls, rollup, what each device has sent
extern const char* const SchemaIdentity;   ///< accounts, sessions, devices, enrolment tokens
extern const char* const SchemaAudit;      ///< who changed what
extern const char* const SchemaDirectory;  ///< people, teams, cost centres, units, repository owners
extern const char* const SchemaPeriods;    ///< accounting months and their closing
extern const char* const SchemaPolicy;     ///< central budgets, leases, settings documents

using SchemaVersion = std::vector<const char*>;
/// In order; the first makes an empty database version 1.
const std::vector<SchemaVersion>& schema_versions();

/// A script as `engine` reads it.
std::string in_dialect(std::string_view script, Engine engine);

/// Applies `versions`, of which the database may have the first ones. migrate() with the versions of
/// this program.
Result<void> migrate_to(Session& session, const std::vector<SchemaVersion>& versions);

}  // namespace farebox::collector
