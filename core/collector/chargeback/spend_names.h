#pragma once
// Names to keys, and developers to what a viewer calls them.

#include <optional>
#include <string>
#include <vector>

#include "core/collector/chargeback/spend.h"
#include "core/collector/directory/org_join.h"

namespace farebox::collector {

/// The developers that the question's filter means: those whose pseudonym it names, where the
/// viewer sees pseudonyms. Absent: the filter's own values hold.
Result<std::optional<std::vector<std::string>>> developers_behind(Session& session,
                                                                  const SpendQuery& query,
                                                                  const Scope& scope);

/// Fills `names` of the rows of the page.
Result<void> name_rows(Session& session, SpendTable& table, const Scope& scope, UtcNs as_of);

}  // namespace farebox::collector
