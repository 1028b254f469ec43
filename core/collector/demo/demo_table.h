#pragma once
// One chargeback table of the demo as text, for the terminal: what the first page of the dashboard
// shows, without a browser.

#include <string>

#include "core/collector/store/database.h"

namespace farebox::collector {

/// A month by cost centre, dearest first, with the unattributed part and the total, and what each
/// other slicing of the month adds up to.
Result<std::string> demo_table(Session& session, const std::string& month);

}  // namespace farebox::collector
