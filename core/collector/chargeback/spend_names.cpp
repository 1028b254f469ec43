#include "core/collector/chargeback/spend_names.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/format.h"

namespace farebox::collector {
namespace {

std::optional<OrgKind> kind_of(Dimension dimension) {
    switch (dimension) {
        case Dimension::CostCentre: return OrgKind::CostCentre;
        case Dimension::BusinessUnit: return OrgKind::BusinessUnit;
        case Dimension::Team: return OrgKind::Team;
        case Dimension::Developer: return OrgKind::Person;
        default: return std::nullopt;
    }
}

Result<void> name_column(Session& session, SpendTable& table, std::size_t column, OrgKind kind,
                         UtcNs as_of) {
    std::set<std::string> distinct;
    for (const SpendRow& row : table.rows) {
        if (row.keys[column]) distinct.insert(*row.keys[column]);
    }
    const std::vector<std::string> ids(distinct.begin(), distinct.end());
    FAREBOX_TRY(pairs, org_names(session, kind, ids, as_of));
    const std::map<std::string, std::string> names(pairs.begin(), pairs.end());
    for (SpendRow& row : table.rows) {
        if (!row.keys[column]) continue;
        const auto found = names.find(*row.keys[column]);
        if (found != names.end()) row.names[column] = found->second;
    }
    return {};
}

}  // namespace

Result<std::optional<std::vector<std::string>>> developers_behind(Session& session,
                                                                  const SpendQuery& query,
                                                                  const Scope& scope) {
    const auto filter =
        std::ranges::find(query.filters, Dimension::Developer, &SpendFilter::dimension);
    using Answer = std::optional<std::vector<std::string>>;
    if (filter == query.filters.end() || scope.names || !scope.pseudonym) return Answer();
    FAREBOX_TRY(rows, session.run("SELECT person_id FROM people UNION "
                                  "SELECT developer_id FROM rollup WHERE posted_month >= $1",
                                  {month_of(query.from)}));
    std::vector<std::string> people;
    for (const Row& row : rows) {
        if (std::ranges::count(filter->values, scope.shown(row.text(0)))) {
            people.push_back(row.text(0));
        }
    }
    return Answer(std::move(people));
}

Result<void> name_rows(Session& session, SpendTable& table, const Scope& scope, UtcNs as_of) {
    for (std::size_t i = 0; i < table.query.group_by.size(); ++i) {
        const auto kind = kind_of(table.query.group_by[i]);
        if (!kind || (kind == OrgKind::Person && !scope.names)) continue;
        FAREBOX_TRY_VOID(name_column(session, table, i, *kind, as_of));
    }
    const auto developer = std::ranges::find(table.query.group_by, Dimension::Developer);
    if (developer == table.query.group_by.end()) return {};
    const auto column = static_cast<std::size_t>(developer - table.query.group_by.begin());
    for (SpendRow& row : table.rows) {
        if (row.people) row.names[column] = format("{} people", *row.people);
    }
    return {};
}

}  // namespace farebox::collector
