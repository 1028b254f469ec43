#pragma once
// Rows of JSON objects as CSV (RFC 4180): CRLF, quotes where needed, a header line, unknown empty.
// A text cell that a spreadsheet would run as a formula gets a leading apostrophe: branch names
// come from outside.

#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"

namespace farebox::control {

/// One cell, quoted when it must be.
std::string csv_cell(std::string_view text);
/// `columns` are member names; nested values become their JSON text.
std::string format_csv(const std::vector<std::string>& columns, const Json& rows);
/// The member names of the first row, in order; `fallback` when there is no row.
std::vector<std::string> csv_columns(const Json& rows, std::vector<std::string> fallback);

}  // namespace farebox::control
