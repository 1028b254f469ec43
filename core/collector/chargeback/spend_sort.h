#pragma once
// The order of the chargeback table's rows; the same rows always come in the same order.

#include <vector>

#include "core/collector/chargeback/spend.h"

namespace farebox::collector {

/// By query.sort, then by keys. Unknown sorts last either way.
void sort_rows(std::vector<SpendRow>& rows, const SpendQuery& query);

}  // namespace farebox::collector
