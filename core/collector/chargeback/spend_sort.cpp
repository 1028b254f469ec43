#include "core/collector/chargeback/spend_sort.h"

#include <algorithm>
#include <string_view>

namespace farebox::collector {
namespace {

std::optional<std::int64_t> value_of(std::int64_t count) { return count; }
std::optional<std::int64_t> value_of(const KnownSum& sum) { return sum.value(); }

std::optional<std::int64_t> figure_of(const SpendRow& row, std::string_view name) {
    std::optional<std::int64_t> value;
    visit_figures(row.figures, [&](const char* figure, const auto& member) {
        if (name == figure) value = value_of(member);
    });
    return value;
}

/// -1, 0, 1; the unknown after the known whatever the direction.
template <class T>
int compare(const std::optional<T>& a, const std::optional<T>& b, bool descending) {
    if (!a || !b) return a ? -1 : b ? 1 : 0;
    if (*a == *b) return 0;
    return (*a < *b) == descending ? 1 : -1;
}

bool keys_before(const SpendRow& a, const SpendRow& b) {
    for (std::size_t i = 0; i < a.keys.size(); ++i) {
        if (const int order = compare(a.keys[i], b.keys[i], false)) return order < 0;
    }
    return a.people.value_or(0) < b.people.value_or(0);
}

}  // namespace

void sort_rows(std::vector<SpendRow>& rows, const SpendQuery& query) {
    std::string_view sort = query.sort.empty() ? "-list_cost_nano" : std::string_view(query.sort);
    const bool descending = sort.starts_with('-');
    if (descending) sort.remove_prefix(1);

    if (const auto dimension = parse_dimension(sort)) {
        const auto found = std::ranges::find(query.group_by, *dimension);
        const auto index = static_cast<std::size_t>(found - query.group_by.begin());
        const bool is_grouped = found != query.group_by.end();
        std::ranges::sort(rows, [&](const SpendRow& a, const SpendRow& b) {
            const int order = is_grouped ? compare(a.keys[index], b.keys[index], descending) : 0;
            return order != 0 ? order < 0 : keys_before(a, b);
        });
        return;
    }
    // The figure is looked up once a row, not once a comparison.
    std::vector<std::pair<std::optional<std::int64_t>, SpendRow>> ranked;
    ranked.reserve(rows.size());
    for (SpendRow& row : rows) {
        const auto value = figure_of(row, sort);
        ranked.emplace_back(value, std::move(row));
    }
    std::ranges::sort(ranked, [&](const auto& a, const auto& b) {
        const int order = compare(a.first, b.first, descending);
        return order != 0 ? order < 0 : keys_before(a.second, b.second);
    });
    for (std::size_t i = 0; i < ranked.size(); ++i) rows[i] = std::move(ranked[i].second);
}

}  // namespace farebox::collector
