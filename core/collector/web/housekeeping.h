#pragma once
// What must be done now and then although nobody asks for it: forgetting what is over (sessions,
// logins begun, ids of proofs) and, where the company set a limit, single calls of old months.

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "core/base/mutex.h"
#include "core/collector/web/services.h"

namespace farebox::collector {

/// Forgets sessions, logins and proofs that are over.
Result<void> forget_what_is_over(Session& session, UtcNs now);

/// The month that `raw_retention_months` lets raw calls begin with, or "" where nothing may go: never
/// past the oldest month that is not closed, because what is dropped cannot be corrected.
Result<std::string> raw_calls_from(Session& session, std::int64_t raw_retention_months, UtcNs now);

/// Drops raw calls of the months before that one, once; the months dropped. An entry of the audit log
/// says so before the first of them goes.
Result<std::vector<std::string>> apply_retention(Services& services);

/// A thread that does both: the first every minute, the second every hour. Several collectors on one
/// database may each run one. Ends on destruction, after the piece of work it is at.
class Housekeeping {
public:
    explicit Housekeeping(Services& services);
    ~Housekeeping();
    Housekeeping(const Housekeeping&) = delete;
    Housekeeping& operator=(const Housekeeping&) = delete;

private:
    void work();
    bool wait_a_minute();

    Services& services_;
    Mutex mutex_;
    Condition stopping_;
    bool is_stopping_ FAREBOX_GUARDED_BY(mutex_) = false;
    std::thread thread_;
};

}  // namespace farebox::collector
