#pragma once
// What state each accounting month is in, and as of when the directory is read for it.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/collector/chargeback/spend_query.h"
#include "core/collector/directory/org_join.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

enum class PeriodState { Open, Provisional, Closed };
/// "open", "provisional", "closed"
std::string_view to_text(PeriodState state);
std::optional<PeriodState> parse_period_state(std::string_view text);

/// The months a question touches.
struct QueryMonths {
    std::vector<MonthAsOf> as_of;
    std::string state;         ///< of all: "open", "provisional", "closed", "mixed"
    UtcNs names_as_of = AsOfNow;  ///< now, unless every month is closed: then the last closing
};

/// Every month from the question's first to its last; asked by day, to the newest that carries
/// anything (a correction may have been posted there).
Result<QueryMonths> months_of(Session& session, const SpendQuery& query);

}  // namespace farebox::collector
