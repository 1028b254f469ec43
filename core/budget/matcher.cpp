#include "core/budget/matcher.h"

namespace farebox::budget {
namespace {

Match match_one(const std::string& wanted, const std::optional<std::string>& value, bool is_glob) {
    if (wanted.empty()) return Match::Yes;
    if (!value) return Match::Maybe;
    if (value->empty()) return Match::No;
    const bool matches = is_glob ? matches_glob(wanted, *value) : wanted == *value;
    return matches ? Match::Yes : Match::No;
}

// One No decides; otherwise one Maybe leaves it open.
Match both(Match a, Match b) {
    if (a == Match::No || b == Match::No) return Match::No;
    return a == Match::Maybe ? a : b;
}

}  // namespace

Match match(const BudgetScope& scope, const Dimensions& dimensions) {
    const bool agent_unknown = dimensions.agent == "unknown";
    Match all = match_one(scope.developer_id, dimensions.developer_id, /*is_glob=*/false);
    all = both(all, match_one(scope.repo, dimensions.repo, /*is_glob=*/true));
    all = both(all, match_one(scope.branch, dimensions.branch, /*is_glob=*/true));
    all = both(all, match_one(scope.model, dimensions.model, /*is_glob=*/true));
    if (agent_unknown) return scope.agent.empty() ? all : Match::No;
    return both(all, match_one(scope.agent, dimensions.agent, /*is_glob=*/true));
}

Dimensions dimensions_of(const Call& call) {
    return {call.developer_id, call.repo, call.branch, call.agent,
            call.model_served.empty() ? call.model_requested : call.model_served};
}

bool matches_glob(std::string_view pattern, std::string_view text) {
    std::size_t p = 0;
    std::size_t t = 0;
    std::size_t star = std::string_view::npos;  // the last `*` and the text it has taken so far
    std::size_t taken = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            taken = t;
        } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++taken;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

}  // namespace farebox::budget
