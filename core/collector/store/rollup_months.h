#pragma once
// The table `rollup_months`: the rollup without day, branch and device, for questions about whole
// months: a tenth of the rows, and what most pages ask. Written with the rollup, in the transaction
// of the calls. Only days of the month itself are in it; corrections of earlier months stay in the
// rollup, which has few of them.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/collector/store/rollup.h"

namespace farebox::collector {

constexpr std::array<const char*, 7> MonthKeyColumns = {
    "posted_month", "developer_id", "repo", "agent", "model", "provider", "billing_mode"};

/// Columns of figures: those of the chargeback table. A sum has its companion behind it.
const std::vector<std::string>& month_figure_columns();

using MonthKey = std::array<std::string, MonthKeyColumns.size()>;

/// What changes of the rollup change in the months. One thread.
class MonthDelta {
public:
    void add(const std::map<RollupKey, RollupFigures>& changes);
    /// Inside the transaction of the rollup's changes, after them.
    Result<void> apply(Session& session) const;

private:
    std::map<MonthKey, std::vector<std::int64_t>> months_;
};

}  // namespace farebox::collector
