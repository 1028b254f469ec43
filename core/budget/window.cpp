#include "core/budget/window.h"

#include <chrono>

#include "core/base/format.h"

namespace farebox::budget {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

/// First local days of the period that holds `local_day`, and of the one after it.
struct DayRange {
    std::int64_t first = 0;
    std::int64_t next = 0;
};

DayRange range_of(BudgetPeriod period, std::int64_t local_day) {
    const sys_days day{days{local_day}};
    switch (period) {
        case BudgetPeriod::Day: break;
        case BudgetPeriod::Week: {
            const std::int64_t since_monday =
                (std::chrono::weekday{day} - std::chrono::Monday).count();
            return {local_day - since_monday, local_day - since_monday + 7};
        }
        case BudgetPeriod::Month: {
            const std::chrono::year_month_day date{day};
            const sys_days first{date.year() / date.month() / 1};
            const sys_days next{(date.year() / date.month() + std::chrono::months{1}) / 1};
            return {first.time_since_epoch().count(), next.time_since_epoch().count()};
        }
    }
    return {local_day, local_day + 1};
}

Window window_of(const Zone& zone, const DayRange& range) {
    return {zone.start_of_day(range.first), zone.start_of_day(range.next)};
}

std::string two_digits(std::int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

Window window_at(const Zone& zone, BudgetPeriod period, UtcNs time) {
    DayRange range = range_of(period, zone.local_day(time));
    Window window = window_of(zone, range);
    // Where clocks go back across midnight, the evening before comes again after the new day began.
    // Its second half belongs to the new day.
    while (time >= window.end) {
        range = range_of(period, range.next);
        window = window_of(zone, range);
    }
    return window;
}

std::string format_local(const Zone& zone, UtcNs time) {
    static constexpr const char* Weekdays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* Months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::int64_t local = time / NsPerSecond + zone.offset_seconds(time);
    const sys_days day{days{zone.local_day(time)}};
    const std::chrono::year_month_day date{day};
    const std::int64_t minute = local / 60 % (24 * 60);
    return format("{} {} {} {} {}:{} ({})",
                  Weekdays[std::chrono::weekday{day}.c_encoding()],
                  static_cast<unsigned>(date.day()),
                  Months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                  two_digits(minute / 60), two_digits(minute % 60), zone.name());
}

}  // namespace farebox::budget
