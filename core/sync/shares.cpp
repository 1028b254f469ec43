#include "core/sync/shares.h"

#include <algorithm>

namespace farebox::sync {

Json ShareKeeper::question(const std::vector<budget::BudgetState>& states) {
    Json list = Json::array();
    for (const budget::BudgetState& state : states) {
        if (state.budget.source != BudgetSource::Collector || !state.is_opened) continue;
        const std::string& budget_id = state.budget.budget_id;
        const std::int64_t spent = state.spent - state.elsewhere;
        const auto before = told_.find(budget_id);
        const std::int64_t since = before == told_.end() ? 0 : spent - before->second;
        told_[budget_id] = spent;
        list.push_back({{"budget_id", budget_id},
                        {"window_start", state.window.start},
                        {"spent", spent},
                        {"wanted", state.reserved + std::max<std::int64_t>(0, since) + state.share_need},
                        {"reserved", state.reserved},
                        {"needed", state.share_need > 0 ? state.reserved + state.share_need : 0}});
    }
    return list.empty() ? Json() : Json{{"budgets", std::move(list)}};
}

Result<std::vector<budget::Share>> ShareKeeper::parse_answer(const Json& answer, UtcNs now) {
    const Json* list = find_member(answer, "budgets");
    if (list == nullptr || !list->is_array()) {
        return invalid("the collector's answer about shared budgets has no list \"budgets\"");
    }
    const std::int64_t ahead = now - find_int(answer, "server_time").value_or(now);
    std::vector<budget::Share> shares;
    for (const Json& item : *list) {
        const auto budget_id = find_string(item, "budget_id");
        const auto window_start = find_int(item, "window_start");
        const auto elsewhere = find_int(item, "elsewhere");
        const auto ceiling = find_int(item, "ceiling");
        const auto expires_at = find_int(item, "expires_at");
        if (!budget_id || !window_start || !elsewhere || !ceiling || !expires_at) {
            return invalid("the collector's answer about shared budgets lacks a number");
        }
        const std::int64_t overridden_until = find_int(item, "overridden_until").value_or(0);
        shares.push_back({*budget_id, *window_start, *elsewhere, *ceiling, *expires_at + ahead,
                          overridden_until == 0 ? 0 : overridden_until + ahead});
    }
    return shares;
}

std::vector<budget::Share> ShareKeeper::without_ceilings(std::vector<budget::Share> shares) {
    for (budget::Share& share : shares) share.expires_at = 0;
    return shares;
}

}  // namespace farebox::sync
