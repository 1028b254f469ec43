#pragma once
// Where a budget warns and where it pauses, and which of the two a new sum has passed.

#include <string>
#include <vector>

#include "core/budget/window.h"

namespace farebox::budget {

/// `percent` of `limit`, rounded down, capped so that sums of a few of them stay in range.
std::int64_t part_of(std::int64_t limit, std::int64_t percent);
/// Tenths of a percent of `limit`, rounded down.
std::int64_t permille_of(std::int64_t amount, std::int64_t limit);

/// Of a budget that workstations share, each gets at least 2 % of the limit, so that it does not ask
/// before every call, and beyond that at most a quarter of what is left, so that the others get some.
constexpr std::int64_t LeastSharePercent = 2;
constexpr std::int64_t LargestSharePart = 4;

/// A threshold that was passed. Once for each budget, window and threshold; the ledger's
/// budget_alerts carries that across restarts.
struct Alert {
    std::string budget_id;
    std::string name;
    Window window;
    std::int64_t threshold_percent = 0;
    BudgetUnit unit = BudgetUnit::Usd;
    std::int64_t spent = 0;
    std::int64_t limit = 0;

    bool operator==(const Alert&) const = default;
};

struct Raised {
    bool soft = false;
    bool hard = false;
};

/// Appends an alert for each threshold that `spent` has reached and `raised` does not hold yet, and
/// notes it there.
void raise_alerts(const Budget& budget, const Window& window, std::int64_t spent, Raised& raised,
                  std::vector<Alert>& alerts);

}  // namespace farebox::budget
