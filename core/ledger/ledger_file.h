#pragma once
// Opens the ledger's file in whatever state it is found: missing, older, damaged, newer, locked.
//
// Damaged: moved aside with its journal (`ledger.db.damaged-20261122T031500Z`) and a new one is
// started; `notice` says so. Older: copied (`ledger.db.version-1`), then migrated. Newer, or a
// database of somebody else: refused and left untouched.

#include <string>

#include "core/base/clock.h"
#include "core/ledger/sqlite.h"

namespace farebox::ledger {

struct LedgerFile {
    Database database;
    std::string notice;  ///< what a person should know; empty when all is as it should be
};

/// Unavailable: try again later (locked, disk full, no permission). Conflict: newer or foreign;
/// trying again does not help. The file and its folder are made private to the user.
Result<LedgerFile> open_ledger_file(const std::string& path, const Clock& clock);

/// A second connection that writes, beside the ledger's own. NotFound: no file yet. Conflict: it is
/// not of the newest version (open the Ledger first).
Result<Database> open_beside_the_ledger(const std::string& path);

/// Renames the file and its journal; returns the new path.
Result<std::string> move_aside(const std::string& path, const Clock& clock);

/// The error of a file that this program must not touch; nothing when the version is right or older.
Result<void> check_version(Database& database, const std::string& path);

}  // namespace farebox::ledger
