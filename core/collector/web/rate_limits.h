#pragma once
// How often one asker may ask: a bucket of tokens for each address, device and account.
//
// A bucket holds what may be asked in a minute and fills evenly, so a laptop that comes back after
// weeks may send its backlog in a burst, and a loop gone wild is slowed. Each collector counts for
// itself.

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "core/base/clock.h"
#include "core/base/mutex.h"

namespace farebox::collector {

enum class RateKind { Address, Login, Device, Account };

/// Any thread. Bounded: with more than 100,000 askers the full buckets are forgotten first.
class RateLimits {
public:
    /// `per_minute` by kind; 0 switches that kind off.
    struct Settings {
        std::int64_t address = 0;
        std::int64_t login = 0;
        std::int64_t device = 0;
        std::int64_t account = 0;
    };
    RateLimits(const Settings& settings, const Clock& clock) : settings_(settings), clock_(clock) {}

    /// Takes a token. Nothing when there was one, else the whole seconds until the next.
    std::optional<std::int64_t> take(RateKind kind, const std::string& asker);

private:
    struct Bucket {
        std::int64_t filled_ns = 0;  ///< of a minute's 60e9: tokens in units of time
        MonotonicNs at = 0;
    };
    std::int64_t per_minute(RateKind kind) const;
    void forget_full_ones(MonotonicNs now) FAREBOX_REQUIRES(mutex_);

    const Settings settings_;
    const Clock& clock_;
    Mutex mutex_;
    std::map<std::pair<RateKind, std::string>, Bucket> buckets_ FAREBOX_GUARDED_BY(mutex_);
};

}  // namespace farebox::collector
