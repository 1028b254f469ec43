#include "core/pricing/calendar.h"

#include <chrono>
#include <optional>

#include "core/base/format.h"

namespace farebox::pricing {
namespace {

/// All bytes must be digits; no sign, no blank.
std::optional<int> parse_digits(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

Result<Day> parse_day(std::string_view text) {
    const Error wrong = invalid(format("\"{}\" is not a date like 2026-10-07", text));
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return wrong;
    const auto year = parse_digits(text.substr(0, 4));
    const auto month = parse_digits(text.substr(5, 2));
    const auto day = parse_digits(text.substr(8, 2));
    if (!year || !month || !day) return wrong;
    const std::chrono::year_month_day date{std::chrono::year(*year),
                                           std::chrono::month(unsigned(*month)),
                                           std::chrono::day(unsigned(*day))};
    if (!date.ok()) return wrong;
    return Day{std::chrono::sys_days(date).time_since_epoch().count()};
}

std::string format_day(Day day) {
    return farebox::format_day(day.number * NsPerDay, 0);
}

Day day_of(UtcNs time) {
    // Rounds down, before 1970 too.
    const std::int64_t whole = time / NsPerDay;
    return Day{time % NsPerDay < 0 ? whole - 1 : whole};
}

}  // namespace farebox::pricing
