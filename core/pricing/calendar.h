#pragma once
// Days of the UTC calendar: prices change at midnight UTC and nowhere else.

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/result.h"

namespace farebox::pricing {

/// Days since 1970-01-01.
struct Day {
    std::int64_t number = 0;
    auto operator<=>(const Day&) const = default;
};

/// "2026-10-07", nothing else: ten bytes and a date that exists.
Result<Day> parse_day(std::string_view text);
std::string format_day(Day day);
/// The UTC day in which `time` lies.
Day day_of(UtcNs time);

}  // namespace farebox::pricing
