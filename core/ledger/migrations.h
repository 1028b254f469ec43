#pragma once
// The versions of the ledger file. Each version is frozen SQL text in a file of its own, applied
// in one transaction together with its number (PRAGMA user_version), so that a file is always
// exactly one version. To add one: write migration_v<n>.cpp, declare it here, append it to the
// list in migrations.cpp, and the test that walks from every earlier version covers it.

#include <vector>

#include "core/ledger/sqlite.h"

namespace farebox::ledger {

extern const char* const MigrationV1;
extern const char* const MigrationV2;
extern const char* const MigrationV3;
extern const char* const MigrationV4;

/// PRAGMA application_id of every ledger file: "FARE".
constexpr std::int64_t ApplicationId = 1178686021;

/// The texts in order; the first makes an empty file version 1.
const std::vector<const char*>& migrations();
/// The version this program reads and writes.
std::int64_t newest_version();

/// Brings the file from its version to `target`. Each step is atomic; after a failure the file is
/// at the last version that succeeded.
Result<void> migrate(Database& database, std::int64_t target);

}  // namespace farebox::ledger
