#include "core/collector/demo/demo_days.h"

#include <algorithm>
#include <array>

#include "core/collector/demo/dice.h"

namespace farebox::collector {
namespace {

constexpr std::array<int, 7> WeekdayRhythm = {1000, 1080, 1100, 1040, 820, 70, 50};
/// Days on which most offices of the company are closed, by month and day.
constexpr std::array<std::string_view, 7> Holidays = {"01-01", "05-01", "07-03", "11-11",
                                                      "12-24", "12-25", "12-31"};

}  // namespace

UtcNs start_of_day(std::string_view day) { return parse_utc(day).value_or(0); }

std::string day_text(UtcNs time) { return format_day(time, 0); }

std::string day_after(std::string_view day, int days) {
    return day_text(start_of_day(day) + days * NsPerDay);
}

// 1970-01-01 was a Thursday.
int weekday(std::string_view day) { return int((start_of_day(day) / NsPerDay + 3) % 7); }

std::vector<std::string> days_of_month(std::string_view month, std::string_view last) {
    std::vector<std::string> days;
    std::string day = std::string(month) + "-01";
    while (day.starts_with(month) && day <= last) {
        days.push_back(day);
        day = day_after(day);
    }
    return days;
}

std::vector<std::string> months_between(std::string_view first, std::string_view last) {
    std::vector<std::string> months;
    std::string day = std::string(first.substr(0, 7)) + "-01";
    while (day.substr(0, 7) <= last.substr(0, 7)) {
        months.push_back(day.substr(0, 7));
        day = day_after(day, 31).substr(0, 7) + "-01";
    }
    return months;
}

int rhythm(std::string_view day) {
    const int ordinary = WeekdayRhythm[std::size_t(weekday(day))];
    if (std::ranges::find(Holidays, day.substr(5)) != Holidays.end()) return ordinary * 120 / 1000;
    return day.substr(5, 2) == "08" ? ordinary * 720 / 1000 : ordinary;
}

bool is_outage(std::uint64_t seed, std::string_view provider, std::string_view day) {
    const auto half = std::uint64_t(day.substr(5, 2) >= "07");
    Dice dice(seed, provider, half);
    for (int i = 0; i < 2; ++i) {
        const auto month = dice.between(1, 6) + std::int64_t(half) * 6;
        const auto at = dice.between(2, 27);
        const std::string two = std::to_string(100 + at).substr(1);
        if (day.substr(5) == std::to_string(100 + month).substr(1) + "-" + two) return true;
    }
    return false;
}

}  // namespace farebox::collector
