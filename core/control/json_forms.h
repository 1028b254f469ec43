#pragma once
// The ledger's values as JSON. Names are those of the structs; unknown is null, never 0.

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/ledger/ledger.h"
#include "core/ledger/query.h"

namespace farebox::control {

/// For the `ledger` member of the live status.
Json to_json(const ledger::Health& health);
/// Counts, then sums.
Json to_json(const ledger::Totals& totals);
/// Keys (null when unknown), then the totals.
Json to_json(const std::vector<std::string>& by, const ledger::SpendRow& row);

}  // namespace farebox::control
