#pragma once
// The repositories that calls came from, each with its cost centre by the rules: written before the
// first call of a repository is stored, so that a query is a plain join.

#include <span>
#include <string>
#include <unordered_set>

#include "core/base/clock.h"
#include "core/base/mutex.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

/// Any thread; lives as long as the collector. Remembers what it has seen, so that noting a known
/// repository costs a look-up in memory.
class KnownRepos {
public:
    KnownRepos(Database& database, const Clock& clock) : database_(database), clock_(clock) {}

    /// Adds those that are new, in a transaction of its own: call it before beginning one. "" is
    /// passed over. Done before the rows are stored, it is harmless when storing them fails.
    Result<void> note(std::span<const std::string> repos);

private:
    Result<void> add(const std::unordered_set<std::string>& fresh);

    // Constant after construction.
    Database& database_;
    const Clock& clock_;

    // Guarded by mutex_.
    Mutex mutex_;
    std::unordered_set<std::string> seen_ FAREBOX_GUARDED_BY(mutex_);
};

}  // namespace farebox::collector
