#pragma once
// The store of a larger company: PostgreSQL 15 or newer.

#include <memory>
#include <string>
#include <string_view>

#include "core/collector/store/database.h"

namespace farebox::collector {

/// True for "postgres://..." and "postgresql://...".
bool is_postgres_url(std::string_view text);

/// `url` as libpq takes it (PostgreSQL manual 34.1.1); the password may come from the environment or
/// ~/.pgpass. The database must exist and its user must own it. Commits wait for the disk even where
/// the server's default is not to. Errors: Unavailable (not reached, refused), Unsupported (too old).
Result<std::unique_ptr<Database>> open_postgres(const std::string& url);

}  // namespace farebox::collector
