#include "core/sync/shares.h"

#include <algorithm>

namespace farebox::sync {

Json ShareKeeper::question(const std::vector<budget::ShareOffer>& offers) {
    Json list = Json::array();
    for (const budget::ShareOffer& offer : offers) {
        const auto before = told_.find(offer.budget_id);
        const std::int64_t since = before == told_.end() ? 0 : offer.spent - before->second;
        told_[offer.budget_id] = offer.spent;
        list.push_back({{"budget_id", offer.budget_id},
                        {"window_start", offer.window_start},
                        {"spent", offer.spent},
                        {"wanted", offer.reserved + std::max<std::int64_t>(0, since) + offer.need},
                        {"kept", offer.kept},
                        {"needed", offer.need > 0 ? offer.reserved + offer.need : 0}});
    }
    return list.empty() ? Json() : Json{{"budgets", std::move(list)}};
}

Result<std::vector<budget::Share>> ShareKeeper::parse_answer(const Json& answer, UtcNs asked_at) {
    const Json* list = find_member(answer, "budgets");
    if (list == nullptr || !list->is_array()) {
        return invalid("the collector's answer about shared budgets has no list \"budgets\"");
    }
    const std::int64_t ahead = asked_at - find_int(answer, "server_time").value_or(asked_at);
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
