#include "core/collector/chargeback/spend_sql.h"

#include <algorithm>

#include "core/base/format.h"

namespace farebox::collector {
namespace {

/// Numbers the parameters as the text is written.
class Parameters {
public:
    std::string add(Value value) {
        values_.push_back(std::move(value));
        return "$" + std::to_string(values_.size());
    }
    void add_all(const std::vector<Value>& values) {
        values_.insert(values_.end(), values.begin(), values.end());
    }
    int next() const { return static_cast<int>(values_.size()) + 1; }
    std::vector<Value> take() && { return std::move(values_); }

private:
    std::vector<Value> values_;
};

/// Column of the rollup; "" for those that come from the directory.
std::string_view column_of(Dimension dimension) {
    switch (dimension) {
        case Dimension::Month: return "posted_month";
        case Dimension::CostCentre:
        case Dimension::BusinessUnit:
        case Dimension::Team:
        case Dimension::Developer: return "";
        default: return to_text(dimension);
    }
}

/// What of r (and the joined directory) is the key; NULL is unknown.
std::string key_of(Dimension dimension, const OrgJoin& org) {
    switch (dimension) {
        case Dimension::Month: return "r.posted_month";
        case Dimension::Day: return "r.day";
        case Dimension::CostCentre: return org.cost_centre_id;
        case Dimension::BusinessUnit: return org.business_unit_id;
        case Dimension::Team: return org.team_id;
        case Dimension::Developer: return format("COALESCE({}, NULLIF(r.developer_id, ''))",
                                                 org.person_id);
        case Dimension::Agent:
        case Dimension::BillingMode:
            return format("NULLIF(NULLIF(r.{}, ''), 'unknown')", to_text(dimension));
        default: return format("NULLIF(r.{}, '')", to_text(dimension));
    }
}

std::string one_of(const std::string& key, const std::vector<std::string>& values,
                   bool or_unattributed, Parameters& parameters) {
    std::string list;
    for (const std::string& value : values) {
        list += (list.empty() ? "" : ", ") + parameters.add(value);
    }
    std::string condition = list.empty() ? "1 = 0" : key + " IN (" + list + ")";
    if (or_unattributed) condition += " OR " + key + " IS NULL";
    return "(" + condition + ")";
}

bool asks_for(const SpendQuery& query, Dimension dimension) {
    return std::ranges::count(query.group_by, dimension) != 0 ||
           std::ranges::count(query.filters, dimension, &SpendFilter::dimension) != 0;
}

std::string after_month(const MonthAsOf& month) { return next_month(month.posted_month) + "-01"; }

/// moved_people and moved_repos: (posted_month, id) of spans that begin or end within a month.
std::string moved_tables(const std::vector<MonthAsOf>& months, Parameters& parameters) {
    std::string values;
    for (const MonthAsOf& month : months) {
        values += values.empty() ? "VALUES (" : ", (";
        values += parameters.add(month.posted_month) + ", ";
        values += parameters.add(month.posted_month + "-01") + ", ";
        values += parameters.add(after_month(month)) + ")";
    }
    const auto moved = [](std::string_view name, std::string_view table, std::string_view id) {
        return format("{} AS MATERIALIZED (SELECT DISTINCT b.posted_month, s.{} AS id FROM bounds b "
                      "JOIN org_as_of a ON a.posted_month = b.posted_month "
                      "JOIN {} s ON s.as_of = a.as_of AND s.valid_from < b.after_month "
                      "AND s.valid_to > b.first_day "
                      "AND (s.valid_from > b.first_day OR s.valid_to < b.after_month))",
                      name, id, table);
    };
    return "bounds(posted_month, first_day, after_month) AS MATERIALIZED (" + values + "), " +
           moved("moved_people", "org_person", "developer_id") + ", " +
           moved("moved_repos", "org_repo", "repo");
}

constexpr std::string_view MovedJoin =
    " LEFT JOIN moved_people mp ON mp.posted_month = r.posted_month AND mp.id = r.developer_id"
    " LEFT JOIN moved_repos mr ON mr.posted_month = r.posted_month AND mr.id = r.repo";

/// More months than this are not listed one by one.
constexpr std::size_t ListedMonths = 60;
/// Where more than one in so many moved, the rollup alone is the shorter way.
constexpr std::int64_t MostMovesPart = 4;

class Writer {
public:
    explicit Writer(const SpendSelect& select)
        : select_(select), query_(*select.query),
          by_months_(select.table == "rollup" && !query_.by_day() && select.more_keys.empty() &&
                     !asks_for(query_, Dimension::Day) && !asks_for(query_, Dimension::Branch) &&
                     std::ranges::none_of(select.figures, [](const SummedColumn& figure) {
                         return figure.of_month.empty();
                     })) {}

    SqlText write() {
        if (!needs_directory(query_, *select_.scope)) {
            std::string from = select_.table + " r WHERE ";
            if (by_months_) {
                from = "(" + months_part("") + " UNION ALL " + corrections_part() + ") r";
                is_outer_ = true;
            } else {
                from += conditions();
            }
            return finish("SELECT " + outputs() + " FROM " + from + group_by());
        }
        org_ = org_join(select_.months, parameters_.next(), "r");
        parameters_.add_all(org_.parameters);
        std::string with = org_.with;
        const bool from_months = by_months_ && select_.moves != Moves::Most;
        if (from_months && select_.moves == Moves::Some) {
            with += ", " + moved_tables(select_.months, parameters_);
        }
        const std::string inner = from_months ? all_months_parts() : summed_part();
        const std::string where = outer_conditions();
        is_outer_ = true;
        // Materialised: PostgreSQL believes that a named table has one row, and would otherwise sum
        // the rollup anew for each person of a team.
        return finish("WITH " + with + ", summed AS MATERIALIZED (" + inner + ") SELECT " + outputs() +
                      " FROM summed r " + org_.join + (where.empty() ? "" : " WHERE " + where) +
                      group_by());
    }

private:
    SqlText finish(std::string sql) { return {std::move(sql), std::move(parameters_).take()}; }

    /// Range and filters that the rollup alone answers.
    std::string conditions() {
        std::string all;
        if (query_.by_day()) {
            // A day is never posted to an earlier month: the month bounds the part of the key.
            all = "r.posted_month >= " + parameters_.add(month_of(query_.from));
            all += " AND r.day >= " + parameters_.add(query_.from);
            all += " AND r.day <= " + parameters_.add(query_.to);
        } else {
            all = "r.posted_month >= " + parameters_.add(query_.from);
            all += " AND r.posted_month <= " + parameters_.add(query_.to);
        }
        for (const SpendFilter& filter : query_.filters) {
            if (is_organisational(filter.dimension)) continue;
            all += " AND " + one_of(key_of(filter.dimension, org_), filter.values,
                                    filter.or_unattributed, parameters_);
        }
        return all;
    }

    /// Columns of the rollup that the outer part needs, the day aside.
    std::vector<std::string> kept_columns() const {
        std::vector<std::string> keys = {"developer_id", "repo"};
        const auto add = [&](std::string_view key) {
            const bool is_known = key == "posted_month" || key == "day" || key.empty() ||
                                  std::ranges::find(keys, key) != keys.end();
            if (!is_known) keys.emplace_back(key);
        };
        for (const Dimension dimension : query_.group_by) add(column_of(dimension));
        for (const std::string& key : select_.more_keys) add(key);
        return keys;
    }

    /// "SELECT r.posted_month, <day>, r.developer_id, ..., figures": rows as they are.
    std::string plain_select(std::string_view day, std::string SummedColumn::*expression) const {
        std::string sql = format("SELECT r.posted_month, {} AS day", day);
        for (const std::string& key : kept_columns()) sql += ", r." + key;
        for (const SummedColumn& figure : select_.figures) {
            sql += format(", {} AS {}", figure.*expression, figure.name);
        }
        return sql;
    }

    std::string months_part(std::string_view without_moved) {
        const std::string where = conditions();
        return plain_select("r.posted_month || '-01'", &SummedColumn::of_month) +
               " FROM rollup_months r" + std::string(without_moved) + " WHERE " + where +
               (without_moved.empty() ? "" : " AND mp.id IS NULL AND mr.id IS NULL");
    }

    // Month by month, because each is then a short stretch of the key.
    std::string corrections_part() {
        std::string early;
        if (select_.months.size() > ListedMonths) early = "r.day < r.posted_month";
        for (const MonthAsOf& month : select_.months) {
            if (select_.months.size() > ListedMonths) break;
            const std::string name = parameters_.add(month.posted_month);
            early += format("{}(r.posted_month = {} AND r.day < {})", early.empty() ? "" : " OR ",
                            name, name);
        }
        const std::string where = conditions();
        return plain_select("r.day", &SummedColumn::expression) + " FROM rollup r WHERE (" + early +
               ") AND " + where;
    }

    std::string moved_part() {
        const std::string where = conditions();
        return plain_select("r.day", &SummedColumn::expression) + " FROM rollup r" +
               std::string(MovedJoin) + " WHERE " + where +
               " AND r.day >= r.posted_month AND (mp.id IS NOT NULL OR mr.id IS NOT NULL)";
    }

    std::string all_months_parts() {
        const bool any_moved = select_.moves == Moves::Some;
        std::string sql = months_part(any_moved ? MovedJoin : "");
        sql += " UNION ALL " + corrections_part();
        if (any_moved) sql += " UNION ALL " + moved_part();
        return sql;
    }

    std::string summed_part() {
        std::string list = "r.posted_month, r.day";
        for (const std::string& key : kept_columns()) list += ", r." + key;
        std::string sql = "SELECT " + list;
        for (const SummedColumn& figure : select_.figures) {
            sql += format(", CAST(SUM({}) AS BIGINT) AS {}", figure.expression, figure.name);
        }
        const std::string where = conditions();
        return sql + " FROM " + select_.table + " r WHERE " + where + " GROUP BY " + list;
    }

    std::string outer_conditions() {
        std::string all;
        const auto add = [&](const std::string& condition) {
            all += (all.empty() ? "" : " AND ") + condition;
        };
        for (const SpendFilter& filter : query_.filters) {
            if (!is_organisational(filter.dimension)) continue;
            const bool translated = filter.dimension == Dimension::Developer && select_.developers;
            add(one_of(key_of(filter.dimension, org_),
                       translated ? *select_.developers : filter.values, filter.or_unattributed,
                       parameters_));
        }
        const Scope& scope = *select_.scope;
        if (scope.reach == Scope::Reach::Own) {
            add(org_.person_id + " = " + parameters_.add(scope.person_id));
        } else if (scope.reach == Scope::Reach::Teams) {
            add(one_of(org_.team_id, scope.team_ids, false, parameters_));
        } else if (scope.reach == Scope::Reach::Nothing) {
            add("1 = 0");
        }
        return all;
    }

    std::string outputs() const {
        std::string list;
        const auto add = [&](const std::string& text) { list += (list.empty() ? "" : ", ") + text; };
        for (const Dimension dimension : query_.group_by) add(key_of(dimension, org_));
        for (const std::string& key : select_.more_keys) add("r." + key);
        for (const SummedColumn& figure : select_.figures) {
            const std::string expression = is_outer_ ? "r." + figure.name : figure.expression;
            add(format("CAST(SUM({}) AS BIGINT)", expression));
        }
        return list;
    }

    std::string group_by() const {
        std::string list;
        const std::size_t keys = query_.group_by.size() + select_.more_keys.size();
        for (std::size_t i = 1; i <= keys; ++i) list += (i == 1 ? "" : ", ") + std::to_string(i);
        return list.empty() ? "" : " GROUP BY " + list;
    }

    const SpendSelect& select_;
    const SpendQuery& query_;
    const bool by_months_;
    Parameters parameters_;
    OrgJoin org_;
    bool is_outer_ = false;
};

}  // namespace

bool needs_directory(const SpendQuery& query, const Scope& scope) {
    return scope.reach != Scope::Reach::All ||
           std::ranges::any_of(query.group_by, is_organisational) ||
           std::ranges::any_of(query.filters, is_organisational, &SpendFilter::dimension);
}

Result<Moves> moves_within(Session& session, const std::vector<MonthAsOf>& months) {
    if (months.empty()) return Moves::None;
    Parameters parameters;
    const OrgJoin org = org_join(months, 1, "r");
    parameters.add_all(org.parameters);
    const std::string sql = "WITH " + org.with + ", " + moved_tables(months, parameters) +
                            " SELECT (SELECT COUNT(*) FROM moved_people) + (SELECT COUNT(*) FROM "
                            "moved_repos), (SELECT COUNT(*) FROM org_person) + (SELECT COUNT(*) "
                            "FROM org_repo)";
    FAREBOX_TRY(rows, session.run(sql, std::move(parameters).take()));
    const std::int64_t moved = rows[0].integer(0);
    const bool is_most = moved > rows[0].integer(1) / MostMovesPart;
    return moved == 0 ? Moves::None : is_most ? Moves::Most : Moves::Some;
}

SqlText spend_sql(const SpendSelect& select) { return Writer(select).write(); }

}  // namespace farebox::collector
