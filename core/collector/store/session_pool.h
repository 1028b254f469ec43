#pragma once
// Open sessions, lent to one thread at a time. Both engines' Database keep theirs in one.

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "core/base/mutex.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

/// Any thread. Outlives the leases it gives.
class SessionPool {
public:
    using Open = std::function<Result<std::unique_ptr<Session>>()>;

    /// Opens on demand, at most `limit` at a time.
    SessionPool(Open open, std::size_t limit) : open_(std::move(open)), limit_(limit) {}
    SessionPool(const SessionPool&) = delete;
    SessionPool& operator=(const SessionPool&) = delete;

    /// Waits for a free session for at most ten seconds, then Unavailable.
    Result<Lease> session();

private:
    Result<std::unique_ptr<Session>> take_or_open();
    void give_back(std::unique_ptr<Session> session);

    const Open open_;
    const std::size_t limit_;

    Mutex mutex_;
    Condition changed_;
    std::vector<std::unique_ptr<Session>> idle_ FAREBOX_GUARDED_BY(mutex_);
    std::size_t lent_ FAREBOX_GUARDED_BY(mutex_) = 0;
};

}  // namespace farebox::collector
