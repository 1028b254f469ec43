#include "core/base/clock.h"

#include <chrono>
#include <cstdio>
#include <ctime>

namespace farebox {
namespace {

using Days = std::chrono::sys_days;

std::int64_t floor_div(std::int64_t value, std::int64_t by) {
    return value / by - (value % by < 0 ? 1 : 0);
}

// Reads exactly `width` digits at the front of `text`; no sign.
bool take_digits(std::string_view& text, std::size_t width, int& out) {
    if (text.size() < width) return false;
    out = 0;
    for (const char c : text.substr(0, width)) {
        if (c < '0' || c > '9') return false;
        out = out * 10 + (c - '0');
    }
    text.remove_prefix(width);
    return true;
}

bool take(std::string_view& text, char expected) {
    if (text.empty() || text.front() != expected) return false;
    text.remove_prefix(1);
    return true;
}

bool take_fraction(std::string_view& text, std::int64_t& ns) {
    std::int64_t unit = 100'000'000;
    bool any = false;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        ns += (text.front() - '0') * unit;
        unit /= 10;
        text.remove_prefix(1);
        any = true;
    }
    return any;
}

bool take_zone(std::string_view& text, int& offset_min) {
    if (text.empty()) return true;
    if (take(text, 'Z')) return text.empty();
    const int sign = text.front() == '-' ? -1 : 1;
    if (!take(text, '+') && !take(text, '-')) return false;
    int hours = 0;
    int minutes = 0;
    if (!take_digits(text, 2, hours)) return false;
    take(text, ':');
    if (!take_digits(text, 2, minutes) || !text.empty() || hours > 23 || minutes > 59) return false;
    offset_min = sign * (hours * 60 + minutes);
    return true;
}

// The time after the date: hours, minutes, optional seconds and fraction, zone.
bool take_time(std::string_view& text, std::int64_t& ns) {
    int hour = 0;
    int minute = 0;
    int second = 0;
    int offset = 0;
    std::int64_t fraction = 0;
    if (!take(text, 'T') && !take(text, ' ')) return false;
    if (!take_digits(text, 2, hour) || !take(text, ':') || !take_digits(text, 2, minute)) return false;
    if (take(text, ':') && !take_digits(text, 2, second)) return false;
    if (take(text, '.') && !take_fraction(text, fraction)) return false;
    if (!take_zone(text, offset) || hour > 23 || minute > 59 || second > 60) return false;
    ns = ((hour * 60 + minute - offset) * 60 + second) * NsPerSecond + fraction;
    return true;
}

}  // namespace

UtcNs SystemClock::now() const {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

MonotonicNs SystemClock::monotonic() const {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

std::string format_utc(UtcNs time) {
    const std::int64_t day = floor_div(time, NsPerDay);
    const std::int64_t rest_ms = (time - day * NsPerDay) / NsPerMs;
    char text[32];
    std::snprintf(text, sizeof text, "%sT%02d:%02d:%02d.%03dZ", format_day(time, 0).c_str(),
                  int(rest_ms / 3'600'000), int(rest_ms / 60'000 % 60), int(rest_ms / 1000 % 60),
                  int(rest_ms % 1000));
    return text;
}

Result<UtcNs> parse_utc(std::string_view text) {
    const std::string original(text);
    const auto refuse = [&] {
        return invalid("\"" + original + "\" is not a date; write 2026-11-22 or 2026-11-22T08:30Z");
    };
    int year = 0;
    int month = 0;
    int day = 0;
    if (!take_digits(text, 4, year) || !take(text, '-') || !take_digits(text, 2, month) ||
        !take(text, '-') || !take_digits(text, 2, day)) {
        return refuse();
    }
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(unsigned(month)),
                                           std::chrono::day(unsigned(day))};
    // Nanoseconds in 64 bits end in 1677 and 2262.
    if (!date.ok() || year < 1678 || year > 2261) return refuse();
    std::int64_t ns = 0;
    if (!text.empty() && !take_time(text, ns)) return refuse();
    return Days(date).time_since_epoch().count() * NsPerDay + ns;
}

int utc_offset_min(UtcNs time) {
    const std::time_t seconds = std::time_t(floor_div(time, NsPerSecond));
    std::tm local{};
#ifdef _WIN32
    localtime_s(&local, &seconds);
    return int((_mkgmtime(&local) - seconds) / 60);
#else
    localtime_r(&seconds, &local);
    return int(local.tm_gmtoff / 60);
#endif
}

std::string format_day(UtcNs time, int offset_min) {
    const std::int64_t shifted = time + offset_min * 60 * NsPerSecond;
    const std::chrono::year_month_day date{
        Days(std::chrono::days(int(floor_div(shifted, NsPerDay))))};
    char text[24];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", int(date.year()), unsigned(date.month()),
                  unsigned(date.day()));
    return text;
}

}  // namespace farebox
