#pragma once
// Keeps single people from being ranked by accident: in a view by developer, people of a group (the
// other dimensions of the row) that has fewer than the minimum are folded into one row of n people.
// The sums stay what they were.

#include <vector>

#include "core/collector/chargeback/spend.h"

namespace farebox::collector {

/// Also replaces developers by what the scope shows of them. The viewer's own row stays.
void guard_people(std::vector<SpendRow>& rows, const std::vector<Dimension>& group_by,
                  const Scope& scope);

}  // namespace farebox::collector
