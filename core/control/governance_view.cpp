#include "core/control/governance_view.h"

#include <filesystem>

#include "core/base/file_io.h"
#include "core/base/format.h"
#include "core/budget/gate.h"
#include "core/ledger/governance.h"
#include "core/ledger/reader.h"
#include "core/net/sha256.h"

namespace farebox::control {
namespace {

api::BudgetStatus to_api(budget::BudgetStatus status) {
    return api::parse_budget_status(budget::to_text(status)).value_or(api::BudgetStatus::Ok);
}

Result<budget::Opening> read_opening(const std::string& ledger_path,
                                     const std::vector<Budget>& budgets, UtcNs now) {
    FAREBOX_TRY(reader, ledger::Reader::open(ledger_path));
    return reader->open_budgets(budget::windows_to_open(budgets, now));
}

std::vector<budget::Override> read_overrides(const std::string& ledger_path, UtcNs now) {
    auto store = ledger::GovernanceStore::open(ledger_path, net::sha256_hex);
    if (!store) return {};
    return (*store)->active_overrides(now).value_or({});
}

// "spent_nano" or "spent_tokens"
std::string amount_key(const char* what, BudgetUnit unit) {
    return std::string(what) + (unit == BudgetUnit::Usd ? "_nano" : "_tokens");
}

}  // namespace

GovernanceView read_governance(const settings::Settings& settings, const std::string& ledger_path,
                               const Clock& clock) {
    budget::Gate gate(Provisional{}, clock);
    GovernanceView view;
    view.overrides = read_overrides(ledger_path, clock.now());
    view.pause = load_pause(pause_file_of(ledger_path));
    gate.set_overrides(view.overrides);
    gate.begin_reload();
    const auto opening = read_opening(ledger_path, settings.budgets, clock.now());
    gate.replace_budgets(settings.budgets, opening ? *opening : budget::Opening{});
    view.budgets = gate.states();
    // Before the first call there is no file, and nothing was spent.
    if (!opening && opening.error().code != ErrorCode::NotFound) {
        for (auto& state : view.budgets) {
            state.problem = "what was spent is not known: " + opening.error().message;
        }
    }
    return view;
}

api::BudgetState to_api(const budget::BudgetState& state) {
    api::BudgetState shown{state.budget,       state.spent,      state.reserved,
                           state.permille,     to_api(state.status), state.window.start,
                           state.window.end,   state.open_reservations, state.elsewhere, {}};
    if (state.overridden_until != 0) shown.overridden_until = state.overridden_until;
    return shown;
}

Json to_json(const budget::BudgetState& state) {
    Json object = api::to_json(to_api(state));
    object["zone"] = state.zone;
    object["unpriced_calls"] = state.unpriced_calls;
    object["override_id"] = state.override_id;
    object["problem"] = state.problem.empty() ? Json() : Json(state.problem);
    return object;
}

api::Override to_api(const budget::Override& item) {
    return {item.override_id, item.budget_id, item.reason, item.expires_at, item.os_user};
}

Json to_json(const budget::Alert& alert) {
    return {{"budget_id", alert.budget_id},
            {"name", alert.name},
            {"threshold_percent", alert.threshold_percent},
            {"unit", std::string(to_text(alert.unit))},
            {amount_key("spent", alert.unit), alert.spent},
            {amount_key("limit", alert.unit), alert.limit},
            {"window_start", alert.window.start},
            {"window_end", alert.window.end}};
}

std::string pause_file_of(const std::string& ledger_path) {
    return (std::filesystem::path(ledger_path).parent_path() / "pause.json").string();
}

std::optional<budget::Pause> load_pause(const std::string& path) {
    const auto text = load_file(path);
    if (!text) return std::nullopt;
    // A file that cannot be read is still a pause: the user wanted calls to stop.
    const Json object = parse_json(*text).value_or(Json::object());
    return budget::Pause{find_string(object, "reason").value_or(""),
                         find_int(object, "since").value_or(0)};
}

Result<void> save_pause(const std::string& path, const std::optional<budget::Pause>& pause) {
    if (pause) {
        const Json object = {{"reason", pause->reason}, {"since", pause->since}};
        return save_file(path, farebox::to_text(object) + "\n");
    }
    std::error_code failed;
    std::filesystem::remove(path, failed);
    if (failed) return unavailable(format("removing {}: {}", path, failed.message()));
    return {};
}

}  // namespace farebox::control
