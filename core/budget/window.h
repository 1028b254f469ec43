#pragma once
// The day, week or month in which a moment lies, as [start, end) in UTC.
//
// The windows of a zone and period follow each other without gap or overlap, through clock changes,
// skipped days and repeated midnights: each moment lies in exactly one. A call belongs to the
// window of its started_at.

#include <string>

#include "core/budget/zone.h"
#include "core/model/budget.h"

namespace farebox::budget {

struct Window {
    UtcNs start = 0;
    UtcNs end = 0;

    bool contains(UtcNs time) const { return start <= time && time < end; }
    bool operator==(const Window&) const = default;
};

Window window_at(const Zone& zone, BudgetPeriod period, UtcNs time);

/// "Tue 1 Dec 2026 00:00 (Europe/Berlin)"
std::string format_local(const Zone& zone, UtcNs time);

}  // namespace farebox::budget
