#include "core/control/days.h"

#include <chrono>
#include <optional>

#include "core/base/format.h"
#include "core/base/strings.h"

namespace farebox::control {
namespace {

using namespace std::chrono;

struct Span {
    sys_days first;
    sys_days last;
};

sys_days local_today(UtcNs now, int offset_min) {
    return floor<days>(sys_time<nanoseconds>(nanoseconds(now) + minutes(offset_min)));
}

std::string day_text(sys_days day) {
    return format_day(day.time_since_epoch().count() * NsPerDay, 0);
}

Span month_of(year_month month) {
    return {sys_days(month / 1), sys_days(month / std::chrono::last)};
}

std::optional<Span> span_of(std::string_view word, sys_days today) {
    const year_month_day date(today);
    const year_month month = date.year() / date.month();
    const sys_days monday = today - (weekday(today) - Monday);
    if (word == "today") return Span{today, today};
    if (word == "yesterday") return Span{today - days(1), today - days(1)};
    if (word == "this-week") return Span{monday, monday + days(6)};
    if (word == "last-week") return Span{monday - days(7), monday - days(1)};
    if (word == "this-month") return month_of(month);
    if (word == "last-month") return month_of(month - months(1));
    if (word == "this-year") return Span{sys_days(date.year() / 1 / 1), sys_days(date.year() / 12 / 31)};
    if (word.ends_with('d')) {
        const auto count = parse_int(word.substr(0, word.size() - 1));
        if (count && *count >= 1 && *count <= 36'500) return Span{today - days(*count - 1), today};
    }
    return std::nullopt;
}

Result<Span> parse_span(std::string_view text, sys_days today) {
    if (const auto span = span_of(text, today)) return *span;
    const auto date = parse_utc(text);
    if (!date || text.size() != 10) {
        return invalid(format("\"{}\" is no day; write 2026-11-22 or one of: {}", text, DayWords));
    }
    const sys_days day = floor<days>(sys_time<nanoseconds>(nanoseconds(*date)));
    return Span{day, day};
}

}  // namespace

Result<DayRange> parse_days(std::string_view since, std::string_view until, UtcNs now,
                            int offset_min) {
    const sys_days today = local_today(now, offset_min);
    if (since.empty() && until.empty()) since = "today";
    DayRange range;
    if (!since.empty() && since != "all") {
        FAREBOX_TRY(span, parse_span(since, today));
        range.since = day_text(span.first);
        // A word for one day, or for a period that is over, brings its own end: "yesterday" is not
        // everything from then on.
        const bool is_closed = span.last < today || span.first == span.last;
        if (until.empty() && is_closed && span_of(since, today)) {
            range.until = day_text(span.last);
        }
    }
    if (!until.empty() && until != "all") {
        FAREBOX_TRY(span, parse_span(until, today));
        range.until = day_text(span.last);
    }
    if (!range.since.empty() && !range.until.empty() && range.until < range.since) {
        return invalid(format("the period ends ({}) before it begins ({})", range.until, range.since));
    }
    return range;
}

}  // namespace farebox::control
