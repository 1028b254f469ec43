#pragma once
// Backup of the embedded store while it is in use, and the way back.

#include <string>

#include "core/base/result.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

/// Writes a whole, compact copy of one moment to `file`, which must not exist, and checks it.
/// Others read and write on; a writer never waits for it. Unsupported on another engine.
Result<void> back_up_sqlite(Database& database, const std::string& file);

/// Puts the copy `file` at `database_file`; what was there is kept as
/// `<database_file>.before-restore`. Nobody may have the database open. The copy is checked before
/// anything is touched: Invalid when it is damaged or no database of the collector, Conflict when it
/// is of a newer program.
Result<void> restore_sqlite(const std::string& file, const std::string& database_file);

}  // namespace farebox::collector
