#pragma once
// What stands around the demo company's calls: the budgets it set, and what its laptops said of
// themselves last.

#include <string>

#include "core/collector/demo/company.h"
#include "core/collector/demo/demo.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

/// A laptop of every thirty-seventh person has been silent for a week or more.
bool is_silent_laptop(std::size_t person);

/// Monthly budgets by the heads they are for (everybody, some cost centres, a team that is only
/// warned) and what was spent of them by the calls of `last_day`'s month. Inside the caller's
/// transaction.
Result<void> write_budgets(Session& session, const Company& company, const DemoOptions& options,
                           const std::string& last_day);

/// Settings for all workstations in two versions; then version, clock, agents and their wiring of every
/// laptop in use on `last_day`, and which policy it holds: the silent ones that before the newest. Inside
/// the caller's transaction.
Result<void> write_fleet(Session& session, const Company& company, const DemoOptions& options,
                         const std::string& last_day);

}  // namespace farebox::collector
