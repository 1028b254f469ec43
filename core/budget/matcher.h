#pragma once
// Does a budget concern a call? The same answer decides before the call, charges after it, and
// sums the ledger.

#include <optional>
#include <string>
#include <string_view>

#include "core/model/budget.h"
#include "core/model/call.h"

namespace farebox::budget {

/// What a scope can name. Absent: not known yet, may still be found out. "": unknown for good.
struct Dimensions {
    std::optional<std::string> developer_id;
    std::optional<std::string> repo;
    std::optional<std::string> branch;
    std::optional<std::string> agent;  ///< "unknown" counts as ""
    std::optional<std::string> model;

    bool operator==(const Dimensions&) const = default;
};

enum class Match {
    No,
    Yes,
    Maybe,  ///< depends on a dimension that is not known yet
};

/// An unknown dimension never matches a scope that names it, not even by "*".
Match match(const BudgetScope& scope, const Dimensions& dimensions);

/// All known; the model as served, else as requested.
Dimensions dimensions_of(const Call& call);

/// `*` is any text, `?` any one character; all else itself, case included.
bool matches_glob(std::string_view pattern, std::string_view text);

}  // namespace farebox::budget
