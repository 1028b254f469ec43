#include "core/collector/directory/org_join.h"

#include "core/base/format.h"

namespace farebox::collector {
namespace {

/// "CASE WHEN a > b THEN a ELSE b END": the engines name the scalar maximum differently.
std::string later(std::string_view a, std::string_view b) {
    return format("CASE WHEN {} >= {} THEN {} ELSE {} END", a, b, a, b);
}
std::string earlier(std::string_view a, std::string_view b) {
    return format("CASE WHEN {} <= {} THEN {} ELSE {} END", a, b, a, b);
}

/// The condition under which a row of `alias` was believed at `at`.
std::string believed(std::string_view alias, std::string_view at) {
    return format("{}.recorded_at <= {} AND {}.superseded_at > {}", alias, at, alias, at);
}

// A subject's spans cover all days or it has none (timeline.h writes the gaps too), so that a LEFT
// JOIN by overlap cuts a range into pieces and never loses a day of it.
std::string teams_table() {
    const std::string from = later("p.valid_from", "coalesce(c.valid_from, p.valid_from)");
    const std::string to = earlier("p.valid_to", "coalesce(c.valid_to, p.valid_to)");
    return "org_team AS MATERIALIZED (SELECT t.as_of, p.person_id, p.team_id, c.cost_centre_id, " +
           from + " AS valid_from, " + to +
           " AS valid_to FROM org_time t JOIN person_team p ON " + believed("p", "t.as_of") +
           " LEFT JOIN team_cost_centre c ON c.team_id = p.team_id AND " + believed("c", "t.as_of") +
           " AND c.valid_from < p.valid_to AND p.valid_from < c.valid_to)";
}

/// `source` has (as_of, cost_centre_id, valid_from, valid_to) and is given its business unit.
std::string with_unit(std::string_view name, std::string_view columns, std::string_view source) {
    const std::string from = later("s.valid_from", "coalesce(u.valid_from, s.valid_from)");
    const std::string to = earlier("s.valid_to", "coalesce(u.valid_to, s.valid_to)");
    return format("{} AS MATERIALIZED (SELECT s.as_of, {}, s.cost_centre_id, u.business_unit_id, "
                  "{} AS valid_from, {} AS valid_to FROM {} s "
                  "LEFT JOIN cost_centre_unit u ON u.cost_centre_id = s.cost_centre_id AND {} "
                  "AND u.valid_from < s.valid_to AND s.valid_from < u.valid_to)",
                  name, columns, from, to, source, believed("u", "s.as_of"));
}

// A known identity without any team still names its person.
std::string people_table() {
    return "org_person AS MATERIALIZED (SELECT t.as_of, i.value AS developer_id, i.person_id, "
           "x.team_id, x.cost_centre_id, x.business_unit_id, "
           "coalesce(x.valid_from, '0000-01-01') AS valid_from, coalesce(x.valid_to, '9999-12-31') AS valid_to "
           "FROM org_time t JOIN person_identity i ON i.joins = 1 AND " + believed("i", "t.as_of") +
           " LEFT JOIN org_team_unit x ON x.as_of = t.as_of AND x.person_id = i.person_id)";
}

std::string repos_table() {
    return "org_repo_charge AS (SELECT t.as_of, c.repo, c.cost_centre_id, c.valid_from, c.valid_to "
           "FROM org_time t JOIN repo_charge c ON c.cost_centre_id IS NOT NULL AND " +
           believed("c", "t.as_of") + ")";
}

std::string span_lookup(std::string_view table, std::string_view column, std::string_view alias) {
    return format(" LEFT JOIN {} ON {}.as_of = org_as_of.as_of AND {}.{} = {}.{}"
                  " AND {}.valid_from <= {}.day AND {}.day < {}.valid_to",
                  table, table, table, column, alias, column, table, alias, alias, table);
}

std::string_view names_sql(OrgKind kind) {
    switch (kind) {
        case OrgKind::Person: return "SELECT person_id, name FROM people WHERE person_id IN ";
        case OrgKind::Team: return "SELECT team_id, name FROM teams WHERE team_id IN ";
        case OrgKind::CostCentre:
            return "SELECT cost_centre_id, name FROM cost_centres WHERE cost_centre_id IN ";
        case OrgKind::BusinessUnit:
            return "SELECT business_unit_id, name FROM business_units WHERE business_unit_id IN ";
    }
    return "";
}

/// The engines allow some 30,000 parameters a statement; a page has some hundred names.
constexpr std::size_t NamesAtOnce = 500;

}  // namespace

OrgJoin org_join(std::span<const MonthAsOf> months, int first_parameter, std::string_view alias) {
    OrgJoin out;
    out.next_parameter = first_parameter;
    std::string values;
    for (const MonthAsOf& month : months) {
        values += format("{}(CAST(${} AS TEXT), CAST(${} AS BIGINT))", values.empty() ? "" : ", ",
                         out.next_parameter, out.next_parameter + 1);
        out.next_parameter += 2;
        out.parameters.emplace_back(month.posted_month);
        out.parameters.emplace_back(month.as_of);
    }
    const std::string listed = values.empty()
        ? "SELECT '' AS posted_month, CAST(0 AS BIGINT) AS as_of"
        : "VALUES " + values;
    out.with = "org_as_of(posted_month, as_of) AS MATERIALIZED (" + listed + "), "
               "org_time AS MATERIALIZED (SELECT DISTINCT as_of FROM org_as_of), " +
               teams_table() + ", " + with_unit("org_team_unit", "s.person_id, s.team_id", "org_team") +
               ", " + people_table() + ", " + repos_table() + ", " +
               with_unit("org_repo", "s.repo", "org_repo_charge");
    out.join = format(" LEFT JOIN org_as_of ON org_as_of.posted_month = {}.posted_month", alias) +
               span_lookup("org_person", "developer_id", alias) +
               span_lookup("org_repo", "repo", alias);
    out.person_id = "org_person.person_id";
    out.team_id = "org_person.team_id";
    out.cost_centre_id = "coalesce(org_repo.cost_centre_id, org_person.cost_centre_id)";
    out.business_unit_id = "CASE WHEN org_repo.cost_centre_id IS NULL "
                           "THEN org_person.business_unit_id ELSE org_repo.business_unit_id END";
    return out;
}

Result<std::vector<std::pair<std::string, std::string>>> org_names(
    Session& session, OrgKind kind, std::span<const std::string> ids, UtcNs as_of) {
    std::vector<std::pair<std::string, std::string>> names;
    for (std::size_t begin = 0; begin < ids.size(); begin += NamesAtOnce) {
        const auto part = ids.subspan(begin, std::min(NamesAtOnce, ids.size() - begin));
        std::vector<Value> parameters(part.begin(), part.end());
        std::string list;
        for (std::size_t i = 1; i <= part.size(); ++i) list += format("{}${}", i > 1 ? ", " : "", i);
        std::string sql = std::string(names_sql(kind)) + "(" + list + ")";
        if (kind != OrgKind::Person) {
            sql += format(" AND recorded_at <= ${} AND superseded_at > ${}", part.size() + 1,
                          part.size() + 1);
            parameters.emplace_back(as_of);
        }
        FAREBOX_TRY(rows, session.run(sql, parameters));
        for (const Row& row : rows) names.emplace_back(row.text(0), row.text(1));
    }
    return names;
}

}  // namespace farebox::collector
