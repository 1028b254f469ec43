#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/control/handlers.h"
#include "core/ledger/governance.h"
#include "core/net/sha256.h"

namespace farebox::control {
namespace {

constexpr std::int64_t DefaultEntries = 50;
constexpr std::int64_t MostEntries = 10'000;

Json to_json(const ledger::AuditEntry& entry) {
    return {{"sequence", entry.sequence},
            {"at", entry.at},
            {"actor", entry.actor},
            {"action", entry.action},
            {"detail", parse_json(entry.detail).value_or(Json(entry.detail))},
            {"previous_hash", entry.previous_hash},
            {"hash", entry.hash}};
}

}  // namespace

// On a connection of its own, like every reader: the chain is checked from the first entry on.
Result<Json> handle_audit(const RouteRequest& request, Context& context) {
    const std::string text = find_parameter(request.parameters, "limit");
    const auto limit = text.empty() ? DefaultEntries : parse_int(text);
    if (!limit || *limit < 0 || *limit > MostEntries) {
        return invalid(format("limit is a number from 0 to {}, not \"{}\"", MostEntries, text));
    }
    FAREBOX_TRY(store, ledger::GovernanceStore::open(context.ledger_path(), net::sha256_hex));
    FAREBOX_TRY(verdict, store->verify_audit());
    FAREBOX_TRY(entries, store->audit(static_cast<std::size_t>(*limit)));
    Json list = Json::array();
    for (const auto& entry : entries) list.push_back(to_json(entry));
    return Json{{"entries", std::move(list)},
                {"verified", verdict.is_intact},
                {"count", verdict.entries},
                {"newest_hash", verdict.newest_hash},
                {"problem", verdict.is_intact ? Json() : Json(verdict.problem)}};
}

}  // namespace farebox::control
