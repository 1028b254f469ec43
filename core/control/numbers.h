#pragma once
// Numbers of a JSON answer as people read them. Unknown is "–", never 0.

#include <optional>
#include <string>

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/model/budget.h"

namespace farebox::control {

constexpr const char* Unknown = "–";

/// "1 234 567" grouped with thin marks: 1,234,567.
std::string format_count(std::int64_t number);
std::string count_cell(const std::optional<std::int64_t>& number);
std::string money_cell(const std::optional<std::int64_t>& nano);
/// "$12.34" or "1,234,567 tokens"
std::string amount_text(BudgetUnit unit, std::int64_t amount);
/// 950 ms, 2.4 s, 3 m 07 s
std::string duration_cell(const std::optional<std::int64_t>& ms);

/// "12 min", "3 h 5 min", "4 days" from `from` to `to`; "0 min" when that is not ahead.
std::string span_text(UtcNs from, UtcNs to);
/// "87 %", "8.7 %" from tenths of a percent.
std::string permille_text(std::int64_t permille);

/// Sum of the members that are known; absent when none is.
std::optional<std::int64_t> sum_members(const Json& object,
                                        std::initializer_list<const char*> names);
/// All cache writes whatever their lifetime.
std::optional<std::int64_t> cache_write_tokens(const Json& object);
/// Rows that the running daemon could not keep, by whichever part; 0 when it does not run.
std::int64_t rows_lost(const Json& daemon);
/// Text of a member made safe for the terminal; "" when null.
std::string text_member(const Json& object, const char* name);

}  // namespace farebox::control
