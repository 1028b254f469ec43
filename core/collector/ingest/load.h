#pragma once
// How many batches are in work, and how long a laptop should wait before its next.
//
// At nine o'clock a thousand laptops open. Those that find no place are told a time that grows with
// how many were sent away lately, each another time, so that they do not come back together.

#include <cstdint>
#include <random>

#include "core/base/mutex.h"

namespace farebox::collector {

/// Any thread.
class IngestLoad {
public:
    IngestLoad(std::int64_t places, std::uint32_t seed) : places_(places), random_(seed) {}
    IngestLoad(const IngestLoad&) = delete;
    IngestLoad& operator=(const IngestLoad&) = delete;

    /// A place while it lives; false: none was free.
    class Place {
    public:
        explicit Place(IngestLoad& load) : load_(load), is_taken_(load.take()) {}
        ~Place() {
            if (is_taken_) load_.give_back();
        }
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        explicit operator bool() const { return is_taken_; }

    private:
        IngestLoad& load_;
        const bool is_taken_;
    };

    std::int64_t places() const { return places_; }
    /// Places that are taken now.
    std::int64_t taken() const;

    /// For one that found no place, or whose batch the store could not take: 0.5 to 60 seconds.
    std::int64_t retry_after_ms();
    /// For one whose batch was stored: 0 while half of the places are free.
    std::int64_t pause_ms();

private:
    bool take();
    void give_back();
    std::int64_t around(std::int64_t ms) FAREBOX_REQUIRES(mutex_);

    const std::int64_t places_;
    mutable Mutex mutex_;
    std::int64_t taken_ FAREBOX_GUARDED_BY(mutex_) = 0;
    std::int64_t sent_away_ FAREBOX_GUARDED_BY(mutex_) = 0;  // and not yet made up for
    std::minstd_rand random_ FAREBOX_GUARDED_BY(mutex_);
};

}  // namespace farebox::collector
