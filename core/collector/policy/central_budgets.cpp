#include "core/collector/policy/central_budgets.h"

#include "core/base/format.h"
#include "core/budget/zone.h"
#include "core/collector/directory/org_join.h"
#include "core/model/budget_json.h"

namespace farebox::collector {
namespace {

constexpr std::string_view BudgetColumns =
    "SELECT team_id, cost_centre_id, person_id, budget, is_active, changed_at, changed_by "
    "FROM central_budgets ";

constexpr const char* Owners[] = {"team_id", "cost_centre_id", "person_id"};

Result<CentralBudget> read_budget(const Row& row) {
    CentralBudget item;
    item.team_id = row.text(0);
    item.cost_centre_id = row.text(1);
    item.person_id = row.text(2);
    FAREBOX_TRY(json, parse_json(row.text(3)));
    FAREBOX_TRY(budget, parse_budget(json));
    item.budget = std::move(budget);
    item.is_active = row.integer(4) != 0;
    item.changed_at = row.integer(5);
    item.changed_by = row.text(6);
    return item;
}

Result<std::vector<CentralBudget>> read_budgets(const Rows& rows) {
    std::vector<CentralBudget> items;
    for (const Row& row : rows) {
        FAREBOX_TRY(item, read_budget(row));
        items.push_back(std::move(item));
    }
    return items;
}

}  // namespace

Json to_json(const CentralBudget& item) {
    Json object = farebox::to_json(item.budget);
    object["team_id"] = item.team_id.empty() ? Json() : Json(item.team_id);
    object["cost_centre_id"] = item.cost_centre_id.empty() ? Json() : Json(item.cost_centre_id);
    object["person_id"] = item.person_id.empty() ? Json() : Json(item.person_id);
    object["is_active"] = item.is_active;
    object["changed_at"] = item.changed_at;
    object["changed_by"] = item.changed_by;
    return object;
}

Result<CentralBudget> parse_central_budget(const Json& body) {
    if (!body.is_object()) return invalid("a budget is a JSON object");
    CentralBudget item;
    item.team_id = find_string(body, Owners[0]).value_or("");
    item.cost_centre_id = find_string(body, Owners[1]).value_or("");
    item.person_id = find_string(body, Owners[2]).value_or("");
    const int owners = int(!item.team_id.empty()) + int(!item.cost_centre_id.empty()) +
                       int(!item.person_id.empty());
    if (owners > 1) {
        return invalid("a budget belongs to one of team_id, cost_centre_id and person_id; this one "
                       "names " + std::to_string(owners));
    }
    Json own = body;
    for (const char* key : Owners) own.erase(key);
    for (const char* key : {"is_active", "changed_at", "changed_by"}) own.erase(key);
    FAREBOX_TRY(budget, parse_budget(own));
    item.budget = std::move(budget);
    item.budget.source = BudgetSource::Collector;
    item.budget.is_locked = true;
    // "" would be each workstation's own zone, and a shared budget has one window.
    if (item.budget.time_zone.empty()) item.budget.time_zone = "UTC";
    FAREBOX_TRY_VOID(budget::Zone::find(item.budget.time_zone));
    return item;
}

Result<std::vector<CentralBudget>> list_central_budgets(Session& session) {
    FAREBOX_TRY(rows, session.run(std::string(BudgetColumns) +
                                  "WHERE is_active = 1 ORDER BY budget_id"));
    return read_budgets(rows);
}

Result<std::optional<CentralBudget>> find_central_budget(Session& session,
                                                         const std::string& budget_id) {
    FAREBOX_TRY(rows, session.run(std::string(BudgetColumns) + "WHERE budget_id = $1",
                                  {budget_id}));
    if (rows.empty()) return std::optional<CentralBudget>();
    FAREBOX_TRY(item, read_budget(rows[0]));
    return std::optional<CentralBudget>(std::move(item));
}

Result<void> save_central_budget(Session& session, const CentralBudget& item) {
    FAREBOX_TRY_VOID(session.run(
        "INSERT INTO central_budgets (budget_id, team_id, cost_centre_id, person_id, budget, "
        "is_active, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
        "ON CONFLICT (budget_id) DO UPDATE SET team_id = excluded.team_id, "
        "cost_centre_id = excluded.cost_centre_id, person_id = excluded.person_id, "
        "budget = excluded.budget, is_active = excluded.is_active, "
        "changed_at = excluded.changed_at, changed_by = excluded.changed_by",
        {item.budget.budget_id, item.team_id, item.cost_centre_id, item.person_id,
         to_text(farebox::to_json(item.budget)), std::int64_t(item.is_active), item.changed_at,
         item.changed_by}));
    return {};
}

Result<void> remove_central_budget(Session& session, const std::string& budget_id,
                                   const std::string& by, UtcNs now) {
    FAREBOX_TRY(done, session.run("UPDATE central_budgets SET is_active = 0, changed_at = $2, "
                                  "changed_by = $3 WHERE budget_id = $1 AND is_active = 1",
                                  {budget_id, now, by}));
    if (done.changed == 0) return not_found("there is no budget \"" + budget_id + "\"");
    return {};
}

Result<Standing> find_standing(Session& session, const std::string& developer_id,
                               const std::string& day) {
    if (developer_id.empty()) return Standing{};
    const std::string month = day.substr(0, 7);
    const MonthAsOf months[] = {{month, AsOfNow}};
    const OrgJoin org = org_join(months, 4);
    std::vector<Value> parameters{month, day, developer_id};
    parameters.insert(parameters.end(), org.parameters.begin(), org.parameters.end());
    FAREBOX_TRY(rows, session.run("WITH " + org.with +
                                      ", asked AS (SELECT CAST($1 AS TEXT) AS posted_month, "
                                      "CAST($2 AS TEXT) AS day, CAST($3 AS TEXT) AS developer_id, "
                                      "'' AS repo) SELECT " + org.person_id + ", " + org.team_id +
                                      ", " + org.cost_centre_id + " FROM asked r " + org.join,
                                  parameters));
    if (rows.empty()) return Standing{developer_id, "", ""};
    return Standing{rows[0].is_null(0) ? developer_id : rows[0].text(0), rows[0].text(1),
                    rows[0].text(2)};
}

Result<std::int64_t> count_devices_of(Session& session, const CentralBudget& item,
                                      const std::string& day) {
    const std::string month = day.substr(0, 7);
    const MonthAsOf months[] = {{month, AsOfNow}};
    const OrgJoin org = org_join(months, 6);
    std::vector<Value> parameters{month, day, item.team_id, item.cost_centre_id, item.person_id};
    parameters.insert(parameters.end(), org.parameters.begin(), org.parameters.end());
    FAREBOX_TRY(rows, session.run("WITH " + org.with +
                                      ", asked AS (SELECT CAST($1 AS TEXT) AS posted_month, "
                                      "CAST($2 AS TEXT) AS day, person_id AS developer_id, "
                                      "'' AS repo FROM devices WHERE revoked_at IS NULL) "
                                      "SELECT count(*) FROM asked r " + org.join +
                                      " WHERE ($3 = '' OR " + org.team_id + " = $3) AND "
                                      "($4 = '' OR " + org.cost_centre_id + " = $4) AND "
                                      "($5 = '' OR coalesce(" + org.person_id +
                                      ", r.developer_id) = $5)",
                                  parameters));
    return rows[0].integer(0);
}

Result<std::vector<CentralBudget>> budgets_of(Session& session, const Standing& standing) {
    // A "" of the standing equals the "" of a budget without that owner, so each is asked apart.
    FAREBOX_TRY(rows,
                session.run(std::string(BudgetColumns) +
                                "WHERE is_active = 1 AND "
                                "(team_id = '' OR team_id = $1) AND "
                                "(cost_centre_id = '' OR cost_centre_id = $2) AND "
                                "(person_id = '' OR person_id = $3) ORDER BY budget_id",
                            {standing.team_id, standing.cost_centre_id, standing.person_id}));
    return read_budgets(rows);
}

}  // namespace farebox::collector
