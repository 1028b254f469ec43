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

class Writer {
public:
    explicit Writer(const SpendSelect& select) : select_(select), query_(*select.query) {
        needs_org_ = select.scope->reach != Scope::Reach::All;
        for (const Dimension dimension : query_.group_by) needs_org_ |= is_organisational(dimension);
        for (const SpendFilter& filter : query_.filters) {
            needs_org_ |= is_organisational(filter.dimension);
        }
    }

    SqlText write() {
        if (!needs_org_) {
            const std::string where = inner_conditions();
            return finish("SELECT " + outputs() + " FROM " + select_.table + " r WHERE " + where +
                          group_by());
        }
        const std::string inner = inner_select();
        org_ = org_join(select_.months, parameters_.next(), "r");
        parameters_.add_all(org_.parameters);
        const std::string where = outer_conditions();
        is_outer_ = true;
        return finish("WITH " + org_.with + ", summed AS (" + inner + ") SELECT " + outputs() +
                      " FROM summed r " + org_.join + (where.empty() ? "" : " WHERE " + where) +
                      group_by());
    }

private:
    SqlText finish(std::string sql) { return {std::move(sql), std::move(parameters_).take()}; }

    /// Range and filters that the rollup alone answers.
    std::string inner_conditions() {
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

    std::string inner_select() {
        std::vector<std::string> keys = {"posted_month", "day", "developer_id", "repo"};
        const auto add = [&](std::string_view key) {
            if (!key.empty() && std::ranges::find(keys, key) == keys.end()) keys.emplace_back(key);
        };
        for (const Dimension dimension : query_.group_by) add(column_of(dimension));
        for (const std::string& key : select_.more_keys) add(key);
        std::string list;
        for (const std::string& key : keys) list += (list.empty() ? "r." : ", r.") + key;
        std::string sql = "SELECT " + list;
        for (const SummedColumn& figure : select_.figures) {
            sql += format(", CAST(SUM({}) AS BIGINT) AS {}", figure.expression, figure.name);
        }
        const std::string where = inner_conditions();
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
    Parameters parameters_;
    OrgJoin org_;
    bool needs_org_ = false;
    bool is_outer_ = false;
};

}  // namespace

SqlText spend_sql(const SpendSelect& select) { return Writer(select).write(); }

}  // namespace farebox::collector
