#pragma once
// Who pays for a repository, whoever works in it, and who owns it: rules by pattern.
//
// Where several rules match, the one with more literal characters in its pattern decides, so that
// "github.com/acme/payments-core" is stronger than "github.com/acme/payments-*" and that than
// "github.com/acme/*". A rule without cost centre names an owner only and charges nobody.

#include <string>
#include <string_view>
#include <vector>

#include "core/collector/directory/timeline.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

struct RepoRule {
    std::string rule_id;
    std::string pattern;         ///< of a repository as calls name it; '*' any run of characters
    std::string cost_centre_id;  ///< "" does not charge
    std::string owner_team_id;   ///< "" unknown
    std::string valid_from = FirstDay;
    std::string valid_to = EndOfDays;

    bool operator==(const RepoRule&) const = default;
};

/// Those believed now.
Result<std::vector<RepoRule>> load_repo_rules(Session& session);

/// Letters in any case: forges do not tell them apart.
bool matches_repo(std::string_view pattern, std::string_view repo);

/// The cost centre of each day by the rules; empty when none ever applies.
Timeline repo_timeline(const std::vector<RepoRule>& rules, std::string_view repo);
/// The owner's team on a day by the rules; "" none.
std::string repo_owner(const std::vector<RepoRule>& rules, std::string_view repo,
                       std::string_view day);

/// Conflict when a rule of the same pattern says something else for some of the same days.
Result<void> check_rule(const std::vector<RepoRule>& rules, const RepoRule& rule);
std::string describe(const RepoRule& rule);

}  // namespace farebox::collector
