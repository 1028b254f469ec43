#pragma once
// The chargeback question as one SELECT over a rollup table. Private to chargeback and exports.
//
// Without an organisational dimension: one grouping of the rollup. With one: the rollup is first
// summed by (posted month, day, developer, repository) and the dimensions asked for, then joined to
// the directory (org_join.h) and summed again: the directory is looked up a few ten thousand times
// instead of once a rollup row.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/collector/chargeback/scope.h"
#include "core/collector/chargeback/spend_query.h"
#include "core/collector/directory/org_join.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

/// A figure of the outer SELECT: what to sum over rows `r` of the table.
struct SummedColumn {
    std::string name;
    std::string expression;  ///< of columns of r
};

/// Which rows, by whom, grouped by what.
struct SpendSelect {
    std::string table = "rollup";
    const SpendQuery* query = nullptr;
    const Scope* scope = nullptr;
    std::vector<MonthAsOf> months;
    /// Columns of r beyond the dimensions, by which rows are kept apart, after the dimensions.
    std::vector<std::string> more_keys;
    std::vector<SummedColumn> figures;
    /// Filters on developers, already translated from pseudonyms.
    std::optional<std::vector<std::string>> developers;
};

struct SqlText {
    std::string sql;
    std::vector<Value> parameters;
};

/// Columns: the dimensions of query.group_by (NULL = unknown), more_keys, figures.
SqlText spend_sql(const SpendSelect& select);

}  // namespace farebox::collector
