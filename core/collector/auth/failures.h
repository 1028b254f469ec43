#pragma once
// Guesses from one address: how many were wrong lately.

#include <cstdint>
#include <string>
#include <unordered_map>

#include "core/base/clock.h"
#include "core/base/mutex.h"

namespace farebox::collector {

/// Counts failures by key in windows of a minute. Any thread. Bounded: beyond 10,000 keys the
/// windows that are over are forgotten first, then all.
class Failures {
public:
    Failures(std::int64_t limit, const Clock& clock) : limit_(limit), clock_(clock) {}

    /// Seconds to wait when `key` has reached the limit in this minute, else 0.
    std::int64_t wait_s(const std::string& key);
    void note(const std::string& key);

private:
    struct Window {
        MonotonicNs begun = 0;
        std::int64_t count = 0;
    };
    void make_room(MonotonicNs now) FAREBOX_REQUIRES(mutex_);

    const std::int64_t limit_;
    const Clock& clock_;
    Mutex mutex_;
    std::unordered_map<std::string, Window> windows_ FAREBOX_GUARDED_BY(mutex_);
};

}  // namespace farebox::collector
