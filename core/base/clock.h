#pragma once
// Time as values, read through an interface so that tests can tick it.

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace farebox {

/// UTC nanoseconds since 1970-01-01. Range to the year 2262.
using UtcNs = std::int64_t;
/// Nanoseconds of a clock that never steps; only differences mean anything.
using MonotonicNs = std::int64_t;

constexpr std::int64_t NsPerMs = 1'000'000;
constexpr std::int64_t NsPerSecond = 1'000'000'000;
constexpr std::int64_t NsPerDay = 86'400 * NsPerSecond;

class Clock {
public:
    virtual ~Clock() = default;
    virtual UtcNs now() const = 0;
    virtual MonotonicNs monotonic() const = 0;
};

class SystemClock final : public Clock {
public:
    UtcNs now() const override;
    MonotonicNs monotonic() const override;
};

/// "2026-11-22T03:20:00.123Z"
std::string format_utc(UtcNs time);
/// Accepts "2026-11-22", "2026-11-22T03:20", "...:00", fractions and a "Z" or "+01:00" ending;
/// a date or time without zone is UTC.
Result<UtcNs> parse_utc(std::string_view text);

/// Minutes that local time is ahead of UTC at `time` (zone of the process, TZ).
int utc_offset_min(UtcNs time);
/// "2026-11-22": the calendar day of `time` seen with that offset.
std::string format_day(UtcNs time, int offset_min);

}  // namespace farebox
