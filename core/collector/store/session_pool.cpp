#include "core/collector/store/session_pool.h"

#include <chrono>

#include "core/base/format.h"

namespace farebox::collector {
namespace {

constexpr std::chrono::seconds LongestWait{10};

}  // namespace

Result<Lease> SessionPool::session() {
    {
        LockGuard lock(mutex_);
        const bool is_free = changed_.wait_for(mutex_, LongestWait, [&]() FAREBOX_NO_THREAD_SAFETY {
            return lent_ < limit_;
        });
        if (!is_free) {
            return unavailable(format("all {} database sessions are busy for {} seconds; try again",
                                      limit_, LongestWait.count()));
        }
        ++lent_;
    }
    Result<std::unique_ptr<Session>> session = take_or_open();
    if (!session) {
        give_back(nullptr);
        return session.error();
    }
    return Lease(std::move(*session),
                 [this](std::unique_ptr<Session> used) { give_back(std::move(used)); });
}

Result<std::unique_ptr<Session>> SessionPool::take_or_open() {
    while (true) {
        std::unique_ptr<Session> session;
        {
            LockGuard lock(mutex_);
            if (idle_.empty()) break;
            session = std::move(idle_.back());
            idle_.pop_back();
        }
        // A server that was restarted has closed the idle ones.
        if (session->is_usable()) return session;
    }
    return open_();
}

void SessionPool::give_back(std::unique_ptr<Session> session) {
    const bool keep = session && session->is_usable();
    {
        LockGuard lock(mutex_);
        if (keep) idle_.push_back(std::move(session));
        --lent_;
    }
    changed_.notify_one();
}

}  // namespace farebox::collector
