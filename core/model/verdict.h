#pragma once
// What the budgets said about one call. Copied into the call's row: verdict, budget_id, override_id.

#include <string>
#include <string_view>
#include <vector>

namespace farebox {

enum class VerdictKind {
    NotAsked,  ///< nothing in force concerns this call; the row's verdict stays empty
    Admitted,
    Refused,
};

struct Verdict {
    VerdictKind kind = VerdictKind::NotAsked;
    std::string budget_id;    ///< the budget that refused, or the override lifted; else ""
    std::string override_id;  ///< the override that let the call pass; else ""
    std::string reason;       ///< refused: complete sentences for the developer, with the way out
    std::vector<std::string> warnings;  ///< admitted: one sentence each

    bool operator==(const Verdict&) const = default;
};

/// "", "admitted", "refused": the word of Call::verdict.
std::string_view to_text(VerdictKind kind);

}  // namespace farebox
