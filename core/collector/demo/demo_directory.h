#pragma once
// The demo company's directory and laptops, written as its events happen.

#include <string>

#include "core/collector/demo/company.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

/// Units, cost centres, teams, people with their first teams, repositories and rules, as known on
/// the morning of `first`.
Result<void> write_company(Database& database, const Company& company, const std::string& first);
/// Enrolled laptops, and the ledger files whose numbers they count.
Result<void> write_devices(Session& session, const Company& company, const std::string& first);
/// Moves and reorganisations of one day; nothing on most days.
Result<void> write_changes_of(Session& session, const Company& company, const std::string& first,
                              const std::string& day);
/// A correction of a month that is closed by then: seen in the history, not in its figures.
Result<void> correct_the_past(Session& session, const Company& company, const std::string& month,
                              const std::string& on_day);

/// The one ledger file of a demo laptop.
std::string demo_epoch(const std::string& device_id);

}  // namespace farebox::collector
