#include <algorithm>

#include "core/base/strings.h"
#include "core/control/days.h"
#include "core/control/handlers.h"
#include "core/control/json_forms.h"

namespace farebox::control {
namespace {

// A branch means nothing without its repository: "main" of two repositories must never be one row.
std::vector<std::string> parse_by(std::string_view text) {
    std::vector<std::string> by;
    for (const std::string_view piece : split(text, ',')) {
        std::string name(trim(piece));
        if (name == "session") name = "session_id";
        if (name.empty() || std::ranges::find(by, name) != by.end()) continue;
        if (name == "branch" && std::ranges::find(by, "repo") == by.end()) by.emplace_back("repo");
        by.push_back(std::move(name));
    }
    return by;
}

// How much of the cost will be on an invoice: a subscription's tokens have a price, but nobody
// is billed for them.
Result<Json> spend_by_billing_mode(ledger::Reader& reader, ledger::SpendQuery query) {
    query.by = {"billing_mode"};
    FAREBOX_TRY(rows, reader.spend(query));
    Json modes = Json::object();
    for (const auto& row : rows) {
        const auto cost = row.totals.cost_nano.value();
        modes[row.keys.front()] = {{"calls", row.totals.calls}, {"cost_nano", cost ? Json(*cost) : Json()}};
    }
    return modes;
}

}  // namespace

std::vector<ledger::Filter> parse_filters(const Parameters& parameters) {
    std::vector<ledger::Filter> filters;
    for (const auto& [name, value] : parameters) {
        if (ledger::find_dimension(name) == nullptr) continue;
        // The agent "unknown" is a value of its own: a caller that was looked at.
        const bool is_unknown = value == "unattributed" || value == "(unattributed)" ||
                                (value == "unknown" && name != "agent" && name != "billing_mode");
        filters.push_back({name, is_unknown ? "" : value});
    }
    return filters;
}

Result<Json> handle_spend(const RouteRequest& request, Context& context) {
    const std::string by_text = find_parameter(request.parameters, "by");
    FAREBOX_TRY(days, parse_days(find_parameter(request.parameters, "since"),
                                 find_parameter(request.parameters, "until"), context.now(),
                                 utc_offset_min(context.now())));
    ledger::SpendQuery query{days.since, days.until, parse_by(by_text),
                             parse_filters(request.parameters)};
    FAREBOX_TRY(reader, context.reader());
    FAREBOX_TRY(rows, reader->spend(query));
    FAREBOX_TRY(modes, spend_by_billing_mode(*reader, query));

    Json list = Json::array();
    ledger::Totals total;
    for (const auto& row : rows) {
        total += row.totals;
        list.push_back(to_json(query.by, row));
    }
    Json filters = Json::object();
    for (const auto& filter : query.filters) {
        filters[filter.dimension] = filter.value.empty() ? Json() : Json(filter.value);
    }
    return Json{{"since", days.since.empty() ? Json() : Json(days.since)},
                {"until", days.until.empty() ? Json() : Json(days.until)},
                {"by", query.by},
                {"filters", filters},
                {"rows", list},
                {"total", to_json(total)},
                {"billing_modes", modes}};
}

}  // namespace farebox::control
