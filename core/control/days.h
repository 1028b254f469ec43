#pragma once
// The words people use for a period, as local calendar days.

#include <string>
#include <string_view>

#include "core/base/clock.h"

namespace farebox::control {

/// "YYYY-MM-DD", both ends included; "" = no limit.
struct DayRange {
    std::string since;
    std::string until;

    bool operator==(const DayRange&) const = default;
};

/// Each end is a date or one of: today, yesterday, this-week (from Monday), last-week, this-month,
/// last-month, this-year, all, or <n>d (n days ending today: 1d is today alone). `since` means the
/// first day of the word, `until` the last. An empty `since` with an empty `until` is today.
Result<DayRange> parse_days(std::string_view since, std::string_view until, UtcNs now,
                            int offset_min);

/// The words, for help and completion.
constexpr std::string_view DayWords =
    "today yesterday 7d 30d this-week last-week this-month last-month this-year all";

}  // namespace farebox::control
