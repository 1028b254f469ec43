#pragma once
// The embedded store: one SQLite file, nothing else to run.

#include <memory>
#include <string>

#include "core/collector/store/database.h"

namespace farebox::collector {

/// Creates the file when it is missing; the folder must exist. One process at a time should write.
/// A commit is on the disk when it returns (WAL, synchronous FULL): an acknowledged call survives a
/// power cut. Errors: Unavailable (cannot be opened), Invalid (no database).
Result<std::unique_ptr<Database>> open_sqlite(const std::string& path);

}  // namespace farebox::collector
