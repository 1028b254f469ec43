#pragma once
// The table `rollup_months`: the rollup without day, branch and device, for questions about whole
// months: a tenth of the rows, and what most pages ask. Written with the rollup, in the transaction
// of the calls. Only days of the month itself are in it; corrections of earlier months stay in the
// rollup, which has few of them.

#include <map>
#include <string>
#include <vector>

#include "core/collector/store/rollup.h"

namespace farebox::collector {

constexpr std::array<const char*, 7> MonthKeyColumns = {
    "posted_month", "developer_id", "repo", "agent", "model", "provider", "billing_mode"};

/// Columns of figures: those of the chargeback table. A sum has its companion behind it.
const std::vector<std::string>& month_figure_columns();

/// Adds the rollup's changes. Inside their transaction, after them.
Result<void> apply_to_months(Session& session, const std::map<RollupKey, RollupFigures>& changes);

}  // namespace farebox::collector
