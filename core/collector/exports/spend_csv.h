#pragma once
// The chargeback table as CSV: what is seen, row by row.

#include <string>

#include "core/collector/chargeback/spend.h"

namespace farebox::collector {

/// A header, the rows of the table, then the unattributed ones with empty keys: the lines add up to
/// the total. Money is exact US dollars (`list_cost_usd`), unknown is empty. A dimension that has
/// names is followed by its `<dimension>_name`.
std::string spend_csv(const SpendTable& table);

}  // namespace farebox::collector
