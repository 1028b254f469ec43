#include "core/collector/chargeback/people_guard.h"

#include <algorithm>
#include <map>
#include <set>

namespace farebox::collector {
namespace {

using Keys = std::vector<std::optional<std::string>>;

Keys without(const Keys& keys, std::size_t index) {
    Keys rest = keys;
    rest[index].reset();
    return rest;
}

void fold_small_groups(std::vector<SpendRow>& rows, std::size_t developer, const Scope& scope) {
    const auto is_guarded = [&](const SpendRow& row) {
        const auto& key = row.keys[developer];
        return key && (scope.person_id.empty() || *key != scope.person_id);
    };
    std::map<Keys, std::int64_t> people;
    for (const SpendRow& row : rows) {
        if (row.keys[developer]) ++people[without(row.keys, developer)];
    }
    std::map<Keys, SpendRow> folded;
    std::vector<SpendRow> kept;
    for (SpendRow& row : rows) {
        const Keys group = without(row.keys, developer);
        if (!is_guarded(row) || people[group] >= scope.min_group_size) {
            kept.push_back(std::move(row));
            continue;
        }
        SpendRow& sum = folded[group];
        sum.keys = group;
        sum.names.resize(group.size());
        sum.people = sum.people.value_or(0) + 1;
        sum.figures += row.figures;
    }
    for (auto& [group, row] : folded) kept.push_back(std::move(row));
    rows = std::move(kept);
}

}  // namespace

void guard_people(std::vector<SpendRow>& rows, const std::vector<Dimension>& group_by,
                  const Scope& scope) {
    const auto found = std::ranges::find(group_by, Dimension::Developer);
    if (found == group_by.end()) return;
    const auto developer = static_cast<std::size_t>(found - group_by.begin());
    if (scope.min_group_size > 1) fold_small_groups(rows, developer, scope);
    for (SpendRow& row : rows) {
        if (row.keys[developer]) row.keys[developer] = scope.shown(*row.keys[developer]);
    }
}

}  // namespace farebox::collector
