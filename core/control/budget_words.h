#pragma once
// What people write on the command line about budgets, as the bodies of the local API.

#include <string_view>

#include "core/base/json.h"
#include "core/control/arguments.h"

namespace farebox::control {

/// "90m", "1h", "2h30m", "1d", "45" (minutes) -> minutes. Invalid for anything else or 0.
Result<std::int64_t> parse_minutes(std::string_view text);

/// `before` is the budget as `GET budgets` gives it (null: a new one); options change it. The
/// result is what people write in the settings. Checked by the same reader as the file.
Result<Json> make_budget_body(const Arguments& arguments, const Json& before);

}  // namespace farebox::control
