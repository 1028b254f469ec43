#pragma once
// The chargeback question as one SELECT over a rollup table. Private to chargeback and exports.
//
// Without an organisational dimension: one grouping of the rollup. With one: the rollup is first
// summed by (posted month, day, developer, repository) and the dimensions asked for, then joined to
// the directory (org_join.h) and summed again.
//
// Questions about whole months read rollup_months, a tenth of the rows. It has no days, so what
// needs one comes from the rollup: corrections, and people and repositories that changed hands
// within the month (Moves::Some). When most of the company did, the rollup answers alone.

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
    std::string of_month;    ///< of columns of rollup_months; "" when it has none
};

/// Whose cost centre, or which repository's, changed within one of the months.
enum class Moves { None, Some, Most };

/// Which rows, by whom, grouped by what.
struct SpendSelect {
    std::string table = "rollup";
    const SpendQuery* query = nullptr;
    const Scope* scope = nullptr;
    std::vector<MonthAsOf> months;
    /// Columns of r beyond the dimensions, by which rows are kept apart, after the dimensions.
    std::vector<std::string> more_keys;
    std::vector<SummedColumn> figures;
    Moves moves = Moves::Most;
    /// Filters on developers, already translated from pseudonyms.
    std::optional<std::vector<std::string>> developers;
};

struct SqlText {
    std::string sql;
    std::vector<Value> parameters;
};

/// Needs the directory for its keys, its filters or the viewer's scope.
bool needs_directory(const SpendQuery& query, const Scope& scope);
Result<Moves> moves_within(Session& session, const std::vector<MonthAsOf>& months);

/// Columns: the dimensions of query.group_by (NULL = unknown), more_keys, figures.
SqlText spend_sql(const SpendSelect& select);

}  // namespace farebox::collector
