#pragma once
// A question to the chargeback table: which months or days, grouped by what, of which part.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/collector/chargeback/dimension.h"
#include "core/collector/directory/timeline.h"

namespace farebox::collector {

struct SpendFilter {
    Dimension dimension = Dimension::Agent;
    std::vector<std::string> values;
    bool or_unattributed = false;  ///< "-" was among the values

    bool operator==(const SpendFilter&) const = default;
};

struct SpendQuery {
    /// Inclusive. Both months ("2026-04": everything an accounting month carries, corrections of
    /// earlier days included) or both days ("2026-04-01": calls of these days, whichever month
    /// carries them).
    std::string from;
    std::string to;
    std::vector<Dimension> group_by;
    std::vector<SpendFilter> filters;
    std::string sort;  ///< a figure or a dimension; "-" in front: descending; "": dearest first
    std::int64_t limit = 1000;
    std::int64_t offset = 0;

    bool by_day() const { return from.size() > 7; }
    bool operator==(const SpendQuery&) const = default;
};

constexpr std::int64_t MaxSpendRows = 100'000;

/// "2026-04" of 2026-04-17.
std::string month_of(std::string_view day);
/// "2026-05" of "2026-04"; empty when `month` is no month.
std::string next_month(std::string_view month);
std::string previous_month(std::string_view month);
bool is_month(std::string_view text);

/// From a query string: from, to, group_by, sort, limit, offset and one parameter a dimension.
/// Other names are left to the caller. Without `from`, `this_month`. Invalid names the parameter.
Result<SpendQuery> parse_spend_query(const std::map<std::string, std::string>& parameters,
                                     const std::string& this_month);

}  // namespace farebox::collector
