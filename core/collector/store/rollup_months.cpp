#include "core/collector/store/rollup_months.h"

#include <algorithm>
#include <array>

#include "core/base/format.h"

namespace farebox::collector {
namespace {

/// A figure of the month and the rollup's columns that make it.
struct MonthFigure {
    const char* name;
    std::vector<std::string> sources;
    bool only_stated_by_vendor = false;
};

const std::vector<MonthFigure>& month_figures() {
    static const std::vector<MonthFigure> all = [] {
        std::vector<MonthFigure> figures;
        for (const char* count : RollupCounts) figures.push_back({count, {count}});
        const auto add = [&](const char* name, const char* companion,
                             const std::vector<std::string>& sums, bool only_stated = false) {
            std::vector<std::string> companions;
            for (const std::string& sum : sums) companions.push_back(sum + "_calls");
            figures.push_back({name, sums, only_stated});
            figures.push_back({companion, companions, only_stated});
        };
        add("input_tokens", "input_tokens_calls", {"input_tokens"});
        add("cache_read_tokens", "cache_read_tokens_calls", {"cache_read_tokens"});
        add("cache_write_tokens", "cache_write_tokens_calls",
            {"cache_write_5m_tokens", "cache_write_1h_tokens", "cache_write_other_tokens"});
        add("output_tokens", "output_tokens_calls", {"output_tokens"});
        add("reasoning_tokens", "reasoning_tokens_calls", {"reasoning_tokens"});
        add("list_cost_nano", "list_cost_nano_calls", {"list_cost_nano"});
        add("contracted_cost_nano", "contracted_cost_nano_calls", {"contracted_cost_nano"});
        add("billed_cost_nano", "billed_cost_nano_calls", {"billed_cost_nano"});
        add("vendor_stated_cost_nano", "vendor_stated_cost_nano_calls", {"vendor_cost_nano"}, true);
        return figures;
    }();
    return all;
}

/// Places in RollupFigures of each month figure's sources.
const std::vector<std::vector<std::size_t>>& source_places() {
    static const std::vector<std::vector<std::size_t>> all = [] {
        const std::vector<std::string>& columns = rollup_figure_columns();
        std::vector<std::vector<std::size_t>> places;
        for (const MonthFigure& figure : month_figures()) {
            std::vector<std::size_t> of_figure;
            for (const std::string& source : figure.sources) {
                of_figure.push_back(
                    static_cast<std::size_t>(std::ranges::find(columns, source) - columns.begin()));
            }
            places.push_back(std::move(of_figure));
        }
        return places;
    }();
    return all;
}

constexpr std::size_t place_of(std::string_view key) {
    for (std::size_t at = 0; at < RollupKeyColumns.size(); ++at) {
        if (key == RollupKeyColumns[at]) return at;
    }
    return RollupKeyColumns.size();
}

MonthKey month_key_of(const RollupKey& key) {
    MonthKey month;
    for (std::size_t at = 0; at < month.size(); ++at) month[at] = key[place_of(MonthKeyColumns[at])];
    return month;
}

const SumTable& months_table() {
    static const SumTable table{
        "rollup_months", {MonthKeyColumns.begin(), MonthKeyColumns.end()}, month_figure_columns()};
    return table;
}

}  // namespace

const std::vector<std::string>& month_figure_columns() {
    static const std::vector<std::string> all = [] {
        std::vector<std::string> names;
        for (const MonthFigure& figure : month_figures()) names.emplace_back(figure.name);
        return names;
    }();
    return all;
}

void MonthDelta::add(const std::map<RollupKey, RollupFigures>& changes) {
    for (const auto& [key, figures] : changes) {
        const bool is_correction = key[place_of("day")] < key[place_of("posted_month")];
        if (is_correction || figures == RollupFigures{}) continue;
        const bool is_stated = key[place_of("price_status")] == "vendor_stated";
        std::vector<std::int64_t>& sums = months_[month_key_of(key)];
        sums.resize(month_figures().size());
        for (std::size_t at = 0; at < sums.size(); ++at) {
            if (month_figures()[at].only_stated_by_vendor && !is_stated) continue;
            for (const std::size_t place : source_places()[at]) sums[at] += figures[place];
        }
    }
}

Result<void> MonthDelta::apply(Session& session) const {
    std::vector<std::vector<Value>> rows;
    for (const auto& [key, sums] : months_) {
        std::vector<Value>& row = rows.emplace_back(key.begin(), key.end());
        row.insert(row.end(), sums.begin(), sums.end());
    }
    return session.add_many(months_table(), rows);
}

}  // namespace farebox::collector
