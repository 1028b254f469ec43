#include "core/collector/chargeback/trend.h"

#include <algorithm>
#include <array>
#include <map>

#include "core/base/format.h"
#include "core/collector/chargeback/completeness.h"

namespace farebox::collector {
namespace {

__extension__ using Int128 = __int128;

constexpr std::int64_t HistoryDays = 56;
constexpr std::int64_t LeastDays = 7;
/// Four in five of a normal distribution lie within 1.2816 standard deviations.
constexpr Int128 WidthPerMille = 1282;

enum Kind { Working, Weekend };

std::int64_t day_number(const std::string& day) {
    const Result<UtcNs> time = parse_utc(day);
    return time ? *time / NsPerDay : 0;
}
std::string day_text(std::int64_t number) { return format_day(number * NsPerDay, 0); }

/// 1970-01-01 was a Thursday.
Kind kind_of(std::int64_t number) {
    const std::int64_t weekday = (number + 3) % 7;
    return weekday >= 5 ? Weekend : Working;
}

std::int64_t square_root(Int128 value) {
    Int128 low = 0;
    Int128 high = Int128(1) << 62;
    while (low < high) {
        const Int128 middle = (low + high + 1) / 2;
        if (middle * middle <= value) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return static_cast<std::int64_t>(low);
}

/// Mean and variance of a kind of day.
struct Habit {
    std::vector<std::int64_t> values;

    std::int64_t mean() const {
        Int128 sum = 0;
        for (const std::int64_t value : values) sum += value;
        return values.empty() ? 0 : static_cast<std::int64_t>(sum / Int128(values.size()));
    }
    Int128 variance() const {
        if (values.size() < 2) return 0;
        const Int128 middle = mean();
        Int128 sum = 0;
        for (const std::int64_t value : values) sum += (value - middle) * (value - middle);
        return sum / Int128(values.size() - 1);
    }
};

SpendQuery by_day(const SpendQuery& query) {
    SpendQuery days = query;
    if (!query.by_day()) {
        days.from = query.from + "-01";
        days.to = day_text(day_number(next_month(query.to) + "-01") - 1);
    }
    days.group_by = {Dimension::Day};
    for (const Dimension dimension : query.group_by) {
        if (!is_time(dimension)) days.group_by.push_back(dimension);
    }
    days.sort = "day";
    days.limit = MaxSpendRows;
    days.offset = 0;
    return days;
}

}  // namespace

Forecast forecast_month(const std::vector<DaySpend>& days, const std::string& today) {
    Forecast forecast;
    forecast.month = month_of(today);
    const std::int64_t now = day_number(today);
    const std::int64_t end = day_number(next_month(forecast.month) + "-01");
    std::map<std::int64_t, std::int64_t> by_number;
    for (const DaySpend& day : days) by_number[day_number(day.day)] += day.list_cost_nano;

    // Days without a row within the history were days without spend.
    const std::int64_t oldest = by_number.empty() ? now : by_number.begin()->first;
    const std::int64_t from = std::max(now - HistoryDays, oldest);
    std::array<Habit, 2> habits;
    for (std::int64_t day = from; day < now; ++day) {
        const auto found = by_number.find(day);
        habits[kind_of(day)].values.push_back(found == by_number.end() ? 0 : found->second);
    }
    if (now - from < LeastDays) {
        forecast.reason = format("{} whole days are known; a forecast needs {}", now - from,
                                 LeastDays);
        return forecast;
    }
    Int128 spent = 0;
    for (std::int64_t day = day_number(forecast.month + "-01"); day <= now; ++day) {
        const auto found = by_number.find(day);
        if (found != by_number.end()) spent += found->second;
    }
    // Today counts as what it usually comes to, unless it is past that already.
    const auto found_today = by_number.find(now);
    const std::int64_t so_far = found_today == by_number.end() ? 0 : found_today->second;
    Int128 expected = spent + std::max<std::int64_t>(0, habits[kind_of(now)].mean() - so_far);
    Int128 variance = 0;
    for (std::int64_t day = now + 1; day < end; ++day) {
        expected += habits[kind_of(day)].mean();
        variance += habits[kind_of(day)].variance();
    }
    variance += habits[kind_of(now)].variance();
    const std::int64_t width =
        static_cast<std::int64_t>(square_root(variance) * WidthPerMille / 1000);
    forecast.month_end_nano = static_cast<std::int64_t>(expected);
    forecast.low_nano = static_cast<std::int64_t>(std::max(spent, expected - width));
    forecast.high_nano = static_cast<std::int64_t>(expected + width);
    forecast.reason = format("{} days before, working days and weekends apart", now - from);
    return forecast;
}

Result<Trend> trend(Session& session, const SpendQuery& query, const Scope& scope, UtcNs now) {
    const SpendQuery days = by_day(query);
    if (days.group_by.size() > 2) {
        return invalid("group_by: a trend has one dimension beside the day");
    }
    FAREBOX_TRY(table, spend(session, days, scope));
    Trend result;
    result.group_by = days.group_by;
    result.rows = std::move(table.rows);
    for (SpendRow& row : table.unattributed_rows) result.rows.push_back(std::move(row));

    const std::string today = format_day(now, 0);
    SpendQuery history = days;
    history.group_by = {Dimension::Day};
    history.from = std::min(day_text(now / NsPerDay - HistoryDays), month_of(today) + "-01");
    history.to = today;
    FAREBOX_TRY(past, spend(session, history, scope));
    std::vector<DaySpend> spends;
    for (const SpendRow& row : past.rows) {
        spends.push_back({row.keys[0].value_or(""), row.figures.list_cost_nano.total});
    }
    result.forecast = forecast_month(spends, today);
    return result;
}

}  // namespace farebox::collector
