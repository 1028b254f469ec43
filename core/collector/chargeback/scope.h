#pragma once
// What one person may see of the chargeback table, from their roles.
//
//     developer       own rows
//     team lead       rows of the teams they lead, by name
//     finance         all rows; people under pseudonyms unless policy says otherwise
//     platform admin  own rows; where the collector's health is shown, counts of all without amounts
//     auditor         all rows; people under pseudonyms that they may reveal, each by itself
//
// Of several roles the one that sees most counts. In views by person, groups of fewer people than
// `min_group_size` are shown as "n people" to everyone but the person and an auditor.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/collector/auth/principal.h"

namespace farebox::collector {

/// Keyed, one-way: "dev-3f9a81c2d4" of a person.
using Pseudonym = std::function<std::string(std::string_view person)>;

struct ScopePolicy {
    bool names_visible = false;  ///< finance sees names
    std::int64_t min_group_size = 5;
    Pseudonym pseudonym;
};

struct Scope {
    enum class Reach { Nothing, Own, Teams, All };
    Reach reach = Reach::Nothing;
    std::string person_id;
    std::vector<std::string> team_ids;
    bool amounts = false;
    bool names = false;
    std::int64_t min_group_size = 1;
    Pseudonym pseudonym;

    /// The whole company, by name, with amounts: the collector's own jobs.
    static Scope everything();
    /// Key that stands for a developer in this scope's answers.
    std::string shown(std::string_view developer) const;
};

Scope scope_of(const Principal& who, const ScopePolicy& policy);
/// Everything, but counts only: for those who run the machine.
Scope counts_scope(const ScopePolicy& policy);
/// The person's own rows whatever else they may see (the self view).
Scope own_scope(const Principal& who);

}  // namespace farebox::collector
