#pragma once
// Spend by day, and where the month is heading.
//
// The forecast adds to what was spent until yesterday the mean of working days and of weekends over
// the last eight weeks, for each day that is left. The interval holds what four months in five would
// end in, if days are as different from each other as they were. Whole numbers throughout.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/collector/chargeback/spend.h"

namespace farebox::collector {

struct Forecast {
    std::string month;
    std::optional<std::int64_t> month_end_nano;  ///< list cost
    std::optional<std::int64_t> low_nano;
    std::optional<std::int64_t> high_nano;
    std::string reason;  ///< why there is none, or what it rests on
};

struct DaySpend {
    std::string day;
    std::int64_t list_cost_nano = 0;
};

/// `days` in any order; those before `today` count, over the eight weeks before it.
Forecast forecast_month(const std::vector<DaySpend>& days, const std::string& today);

struct Trend {
    std::vector<SpendRow> rows;  ///< by day, and by the query's one further dimension
    std::vector<Dimension> group_by;
    Forecast forecast;           ///< of the current month, for the query's filters
};

/// `query` with at most one dimension beside the day; by month or by day.
Result<Trend> trend(Session& session, const SpendQuery& query, const Scope& scope, UtcNs now);

}  // namespace farebox::collector
