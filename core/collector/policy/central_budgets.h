#pragma once
// Budgets that the company sets: for a team, a cost centre, one person, or everybody.
//
// A budget is the workstation's own kind (core/model/budget.h), so that the same gate holds it there;
// here it has an owner beside it. Its workstations spend from it together (shares.h). Whom it
// concerns is asked anew with every policy: a person who moves to another team gets that team's
// budgets. A repository that a rule charges elsewhere still counts for the budget of its developer's
// team, because a workstation does not know the rules.

#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/collector/store/database.h"
#include "core/model/budget.h"

namespace farebox::collector {

struct CentralBudget {
    Budget budget;  ///< source Collector, locked; its own scope narrows further
    // At most one is set; none means everybody.
    std::string team_id;
    std::string cost_centre_id;
    std::string person_id;
    bool is_active = true;
    UtcNs changed_at = 0;
    std::string changed_by;

    bool operator==(const CentralBudget&) const = default;
};

/// {"team_id" | "cost_centre_id" | "person_id", "is_active", "changed_at", "changed_by"} and the
/// members of the budget.
Json to_json(const CentralBudget& item);
/// From a person's JSON. Invalid: the budget's own errors, two owners, an unknown time zone.
Result<CentralBudget> parse_central_budget(const Json& body);

/// Active ones, by budget_id.
Result<std::vector<CentralBudget>> list_central_budgets(Session& session);
Result<std::optional<CentralBudget>> find_central_budget(Session& session,
                                                         const std::string& budget_id);
/// Inside the caller's transaction, which holds the audit entry too.
Result<void> save_central_budget(Session& session, const CentralBudget& item);
/// NotFound when there is no active one of that id.
Result<void> remove_central_budget(Session& session, const std::string& budget_id,
                                   const std::string& by, UtcNs now);

/// Where a person stands on one day; "" = nowhere.
struct Standing {
    std::string person_id;
    std::string team_id;
    std::string cost_centre_id;
};
/// `developer_id` as calls carry it.
Result<Standing> find_standing(Session& session, const std::string& developer_id,
                               const std::string& day);
/// How many devices, revoked ones aside, belong on that day to somebody whom this budget concerns.
/// Those of nobody count for a budget of everybody alone.
Result<std::int64_t> count_devices_of(Session& session, const CentralBudget& item,
                                      const std::string& day);
/// The active budgets that concern somebody who stands there.
Result<std::vector<CentralBudget>> budgets_of(Session& session, const Standing& standing);

}  // namespace farebox::collector
