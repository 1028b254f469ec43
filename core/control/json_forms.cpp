#include "core/control/json_forms.h"

namespace farebox::control {

Json to_json(const ledger::Health& health) {
    return {{"ok", health.ok},
            {"problem", health.problem.empty() ? Json() : Json(health.problem)},
            {"notice", health.notice.empty() ? Json() : Json(health.notice)},
            {"rows_written", health.rows_written},
            {"rows_waiting", health.rows_waiting},
            {"rows_lost", health.rows_lost},
            {"last_commit", health.last_commit == 0 ? Json() : Json(health.last_commit)}};
}

Json to_json(const ledger::Totals& totals) {
    Json object = Json::object();
    ledger::visit_counts(totals, [&](const char* name, std::int64_t count) { object[name] = count; });
    ledger::visit_sums(totals, [&](const char* name, const ledger::Sum& sum) {
        object[name] = sum.value() ? Json(*sum.value()) : Json();
    });
    return object;
}

Json to_json(const std::vector<std::string>& by, const ledger::SpendRow& row) {
    Json object = Json::object();
    for (std::size_t i = 0; i < by.size(); ++i) {
        object[by[i]] = row.keys[i].empty() ? Json() : Json(row.keys[i]);
    }
    object.update(to_json(row.totals));
    return object;
}

}  // namespace farebox::control
