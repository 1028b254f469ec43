#pragma once
// The ticket a branch is named after. Conservative: no ticket is better than a wrong one, because
// costs are reported by it.

#include <optional>
#include <string>
#include <string_view>

namespace farebox::attribution {

/// "feature/PAY-123-refunds" -> "PAY-123"; "fix/issue-42", "42-login" and "gh-42" -> "#42".
/// Two different tickets in one name are no ticket.
std::optional<std::string> find_ticket(std::string_view branch);

}  // namespace farebox::attribution
