#pragma once
// The chargeback table: who spent what on which work.
//
// Every call of the range is in exactly one place: in one of `rows`, or, when none of the dimensions
// asked for is known of it, in `unattributed`. So rows + unattributed = total, for every figure, in
// every grouping. A row with some known and some unknown dimensions is a row with null in it.

#include <optional>
#include <string>
#include <vector>

#include "core/collector/chargeback/figures.h"
#include "core/collector/chargeback/scope.h"
#include "core/collector/chargeback/spend_query.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

struct SpendRow {
    /// Of SpendQuery::group_by, in its order. Absent: unattributed.
    std::vector<std::optional<std::string>> keys;
    /// What the keys are called; "" where there is no name beyond the key.
    std::vector<std::string> names;
    /// A row that stands for so many people, because each alone may not be shown; its developer key
    /// is absent.
    std::optional<std::int64_t> people;
    Figures figures;
};

struct SpendTable {
    SpendQuery query;
    std::string state;          ///< of the months: "open", "provisional", "closed", "mixed"
    bool amounts = true;        ///< false: money and tokens are not this viewer's to see
    std::vector<SpendRow> rows;  ///< sorted; the page asked for
    std::int64_t row_count = 0;  ///< before paging
    Figures total;
    Figures unattributed;
    /// The same by month and day, when these are asked for; only the time keys are set.
    std::vector<SpendRow> unattributed_rows;
};

/// More groups than this are refused (TooLarge) with the advice to narrow the question.
constexpr std::int64_t MaxGroups = 500'000;

/// One SELECT and one of names. `session` may be in a transaction.
Result<SpendTable> spend(Session& session, const SpendQuery& query, const Scope& scope);

}  // namespace farebox::collector
