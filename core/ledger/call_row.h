#pragma once
// A call as a row of the table `calls` and back. The columns are the fields of
// core/model/call_fields.h, in that order; text that is unknown is NULL.

#include <string>
#include <vector>

#include "core/ledger/sqlite.h"
#include "core/model/call.h"

namespace farebox::ledger {

/// `"call_id", "request_id", ...`: every field.
const std::string& call_columns();
/// `c."call_id", c."request_id", ...` for joins.
std::string qualified_call_columns(std::string_view table);
/// The same for the fields that sums and dimensions need; the others stay at their defaults.
const std::string& sum_columns();
int call_column_count();

/// The JSON texts of one row, alive until its statement was run. The evidence is kept for the next
/// row: most calls of a session have the very same.
struct RowTexts {
    std::string components;
    std::string evidence;
    std::vector<Evidence> evidence_of;
};

/// Binds every field from parameter `first` on; their JSON goes to `texts`.
void bind_call(Statement& statement, const Call& call, int first, RowTexts& texts);

/// Reads a row selected by call_columns() (or sum_columns()) whose first column is `first`.
Call read_call(const Statement& statement, int first);
Call read_sum_fields(const Statement& statement, int first);

}  // namespace farebox::ledger
