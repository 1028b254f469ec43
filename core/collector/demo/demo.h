#pragma once
// Fills an empty store with a company that never was, so that anyone sees the product in a minute.
//
// The story is told in order of time, because the directory, the closing of months and late laptops
// depend on it: a company is founded; month by month people work, move, join and leave, vendors fail
// for a day, laptops come back late; months are signed off; somebody corrects the past.
//
// Every call is priced by core/pricing from the book of this release. Months before the present one
// hold sums only, as after the retention of raw calls; the present month holds its groups of equal
// calls, and the last days of some laptops every single call. Sums are the same by either way.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

struct DemoOptions {
    int engineers = 2000;
    int months = 0;  ///< 0: at least eight, and back to April
    std::uint64_t seed = 7;
    UtcNs now = 0;   ///< the demo's last day is the one before
};

struct DemoSummary {
    std::string first_month;
    std::string last_month;
    std::string raw_from;        ///< first day with raw calls
    std::int64_t calls = 0;
    std::int64_t list_cost_nano = 0;
    std::int64_t single_calls = 0;
    std::vector<std::string> closed_months;
};

/// Conflict when the store holds calls. `say` is told each step in a few words.
Result<DemoSummary> fill_demo(Database& database, const DemoOptions& options,
                              const std::function<void(const std::string&)>& say);

/// One sentence on what is kept raw, for whoever looks at the demo.
std::string describe_raw(const DemoSummary& summary);

}  // namespace farebox::collector
