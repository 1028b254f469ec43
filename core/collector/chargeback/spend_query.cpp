#include "core/collector/chargeback/spend_query.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/collector/chargeback/figures.h"
#include "core/collector/directory/timeline.h"

namespace farebox::collector {
namespace {

bool is_figure(std::string_view name) {
    bool found = false;
    const Figures figures;
    visit_figures(figures, [&](const char* figure, const auto&) { found |= name == figure; });
    return found;
}

Result<std::int64_t> number_in(const std::string& name, std::string_view text, std::int64_t low,
                               std::int64_t high) {
    const auto number = parse_int(text);
    if (!number || *number < low || *number > high) {
        return invalid(format("{}={}: give a whole number from {} to {}", name, text, low, high));
    }
    return *number;
}

Result<std::vector<Dimension>> parse_group_by(std::string_view text) {
    std::vector<Dimension> dimensions;
    for (const std::string_view word : split(text, ',')) {
        const auto dimension = parse_dimension(trim(word));
        if (!dimension) return invalid(format("group_by={}: no such dimension", word));
        if (std::ranges::find(dimensions, *dimension) != dimensions.end()) {
            return invalid(format("group_by={}: named twice", word));
        }
        dimensions.push_back(*dimension);
    }
    return dimensions;
}

SpendFilter parse_filter(Dimension dimension, std::string_view text) {
    SpendFilter filter{dimension, {}, false};
    for (const std::string_view word : split(text, ',')) {
        if (word == "-") {
            filter.or_unattributed = true;
        } else if (!word.empty()) {
            filter.values.emplace_back(word);
        }
    }
    return filter;
}

Result<void> read_range(SpendQuery& query) {
    const bool months = is_month(query.from) && is_month(query.to);
    const bool days = is_day(query.from) && is_day(query.to);
    if (!months && !days) {
        return invalid(format("from={} to={}: give two months (2026-04) or two days (2026-04-01)",
                              query.from, query.to));
    }
    if (query.to < query.from) {
        return invalid(format("from={} to={}: the end lies before the start", query.from, query.to));
    }
    return {};
}

std::string shift_month(std::string_view month, int by) {
    if (!is_month(month)) return {};
    const std::int64_t year = *parse_int(month.substr(0, 4));
    const std::int64_t index = year * 12 + *parse_int(month.substr(5)) - 1 + by;
    const std::string number = std::to_string(index % 12 + 1);
    return format("{}-{}{}", index / 12, number.size() < 2 ? "0" : "", number);
}

}  // namespace

std::string month_of(std::string_view day) { return std::string(day.substr(0, 7)); }

std::string next_month(std::string_view month) { return shift_month(month, 1); }
std::string previous_month(std::string_view month) { return shift_month(month, -1); }

bool is_month(std::string_view text) {
    return text.size() == 7 && is_day(std::string(text) + "-01");
}

Result<SpendQuery> parse_spend_query(const std::map<std::string, std::string>& parameters,
                                     const std::string& this_month) {
    SpendQuery query;
    const auto text_of = [&](const char* name) {
        const auto found = parameters.find(name);
        return found == parameters.end() ? std::string() : found->second;
    };
    query.from = text_of("from").empty() ? this_month : text_of("from");
    query.to = text_of("to").empty() ? query.from : text_of("to");
    FAREBOX_TRY_VOID(read_range(query));
    FAREBOX_TRY(group_by, parse_group_by(text_of("group_by")));
    query.group_by = std::move(group_by);
    for (const Dimension dimension : AllDimensions) {
        const auto found = parameters.find(std::string(to_text(dimension)));
        if (found == parameters.end() || found->second.empty()) continue;
        query.filters.push_back(parse_filter(dimension, found->second));
    }
    query.sort = text_of("sort");
    const std::string_view key = std::string_view(query.sort).substr(query.sort.starts_with('-'));
    if (!key.empty() && !is_figure(key) && !parse_dimension(key)) {
        return invalid(format("sort={}: neither a figure nor a dimension", query.sort));
    }
    if (const std::string text = text_of("limit"); !text.empty()) {
        FAREBOX_TRY(limit, number_in("limit", text, 1, MaxSpendRows));
        query.limit = limit;
    }
    if (const std::string text = text_of("offset"); !text.empty()) {
        FAREBOX_TRY(offset, number_in("offset", text, 0, INT64_MAX));
        query.offset = offset;
    }
    return query;
}

}  // namespace farebox::collector
