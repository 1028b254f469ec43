#include "core/api/budget_state.h"

#include "core/model/budget_json.h"

namespace farebox::api {
namespace {

constexpr BudgetStatus AllStatuses[] = {BudgetStatus::Ok, BudgetStatus::Warning,
                                        BudgetStatus::Paused, BudgetStatus::Overridden};

const char* spent_key(const Budget& budget) {
    return budget.unit == BudgetUnit::Usd ? "spent_nano" : "spent_tokens";
}

const char* reserved_key(const Budget& budget) {
    return budget.unit == BudgetUnit::Usd ? "reserved_nano" : "reserved_tokens";
}

const char* elsewhere_key(const Budget& budget) {
    return budget.unit == BudgetUnit::Usd ? "elsewhere_nano" : "elsewhere_tokens";
}

// parse_budget refuses what it does not know, because people misspell; here a newer daemon speaks.
Json budget_part(const Json& object) {
    const Json known = to_json(Budget{});
    Json part = Json::object();
    for (const auto& [key, value] : object.items()) {
        if (known.contains(key) || key == "limit_tokens" || key == "limit_nano") part[key] = value;
    }
    return part;
}

}  // namespace

std::string_view to_text(BudgetStatus status) {
    switch (status) {
        case BudgetStatus::Ok: return "ok";
        case BudgetStatus::Warning: return "warning";
        case BudgetStatus::Paused: return "paused";
        case BudgetStatus::Overridden: return "overridden";
    }
    return "ok";
}

std::optional<BudgetStatus> parse_budget_status(std::string_view text) {
    for (const BudgetStatus status : AllStatuses) {
        if (to_text(status) == text) return status;
    }
    return std::nullopt;
}

Json to_json(const BudgetState& state) {
    Json object = farebox::to_json(state.budget);
    object[spent_key(state.budget)] = state.spent;
    object[reserved_key(state.budget)] = state.reserved;
    object[elsewhere_key(state.budget)] = state.elsewhere;
    object["permille"] = state.permille;
    object["state"] = std::string(to_text(state.state));
    object["window_start"] = state.window_start;
    object["window_end"] = state.window_end;
    object["open_reservations"] = state.open_reservations;
    object["overridden_until"] = or_null(state.overridden_until);
    return object;
}

Result<BudgetState> parse_budget_state(const Json& object) {
    if (!object.is_object()) return invalid("a budget state is not a JSON object");
    FAREBOX_TRY(budget, parse_budget(budget_part(object)));
    BudgetState state;
    state.budget = std::move(budget);
    state.spent = find_int(object, spent_key(state.budget)).value_or(0);
    state.reserved = find_int(object, reserved_key(state.budget)).value_or(0);
    state.elsewhere = find_int(object, elsewhere_key(state.budget)).value_or(0);
    state.overridden_until = find_int(object, "overridden_until");
    state.permille = find_int(object, "permille").value_or(0);
    state.state = parse_budget_status(find_string(object, "state").value_or(""))
                      .value_or(BudgetStatus::Ok);
    state.window_start = find_int(object, "window_start").value_or(0);
    state.window_end = find_int(object, "window_end").value_or(0);
    state.open_reservations = find_int(object, "open_reservations").value_or(0);
    return state;
}

}  // namespace farebox::api
