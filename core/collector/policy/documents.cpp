#include "core/collector/policy/documents.h"

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/collector/auth/devices.h"
#include "core/model/budget_json.h"
#include "core/net/jwt.h"
#include "core/net/sha256.h"
#include "core/settings/resolve.h"

#include <algorithm>

namespace farebox::collector {
namespace {

constexpr std::string_view DocumentColumns =
    "SELECT version, created_at, created_by, reason, enforced, recommended FROM policy_settings ";

// As much of the hash as a person can compare and a header can hold.
constexpr std::size_t VersionLength = 16;

constexpr const char* BudgetsKey = "budgets";

Result<PolicySettings> read_settings(const Row& row) {
    FAREBOX_TRY(enforced, parse_json(row.text(4)));
    FAREBOX_TRY(recommended, parse_json(row.text(5)));
    return PolicySettings{row.integer(0), row.integer(1),      row.text(2),
                          row.text(3),    std::move(enforced), std::move(recommended)};
}

}  // namespace

Json to_json(const PolicySettings& settings) {
    return {{"version", settings.version},       {"created_at", settings.created_at},
            {"created_by", settings.created_by}, {"reason", settings.reason},
            {"enforced", settings.enforced},     {"recommended", settings.recommended}};
}

// The workstation's own reader of settings, so that what is accepted here counts there.
Result<void> check_settings(const PolicySettings& settings) {
    if (!settings.enforced.is_object() || !settings.recommended.is_object()) {
        return invalid("a policy is {\"enforced\": {...}, \"recommended\": {...}}");
    }
    if (settings.enforced.contains(BudgetsKey) || settings.recommended.contains(BudgetsKey)) {
        return invalid("budgets are not part of the settings: PUT /api/v1/budgets/{budget_id}");
    }
    settings::Resolution resolved = settings::resolve(
        {{settings::Source::CollectorEnforced, "enforced", settings.enforced},
         {settings::Source::CollectorDefault, "recommended", settings.recommended}});
    if (resolved.problems.empty()) return {};
    // On a workstation a bad value is passed over; here it is refused.
    for (std::string& problem : resolved.problems) {
        problem.resize(std::min(problem.size(), problem.rfind("; not used from")));
    }
    return invalid(join(resolved.problems, "; "));
}

Json settable_keys() {
    Json list = Json::array();
    for (const settings::Key& key : settings::built_in_schema().keys()) {
        if (key.name == BudgetsKey) continue;
        if (!key.enforceable_by_collector && !key.recommendable_by_collector) continue;
        list.push_back({{"key", key.name},
                        {"group", key.group},
                        {"title", key.title},
                        {"text", key.text},
                        {"type", std::string(settings::to_text(key.type))},
                        {"min", key.min},
                        {"max", key.max},
                        {"words", key.words},
                        {"default", key.default_value},
                        {"may_enforce", key.enforceable_by_collector},
                        {"may_recommend", key.recommendable_by_collector}});
    }
    return list;
}

Result<PolicySettings> newest_settings(Session& session) {
    FAREBOX_TRY(history, settings_history(session, 1));
    return history.empty() ? PolicySettings{} : std::move(history.front());
}

Result<std::vector<PolicySettings>> settings_history(Session& session, std::size_t limit) {
    FAREBOX_TRY(rows, session.run(std::string(DocumentColumns) + "ORDER BY version DESC LIMIT $1",
                                  {std::int64_t(limit)}));
    std::vector<PolicySettings> history;
    for (const Row& row : rows) {
        FAREBOX_TRY(settings, read_settings(row));
        history.push_back(std::move(settings));
    }
    return history;
}

Result<PolicySettings> save_settings(Session& session, PolicySettings settings) {
    FAREBOX_TRY_VOID(check_settings(settings));
    FAREBOX_TRY_VOID(session.lock("policy_settings", LockKind::Exclusive));
    FAREBOX_TRY(newest, newest_settings(session));
    settings.version = newest.version + 1;
    FAREBOX_TRY_VOID(session.run(
        "INSERT INTO policy_settings (version, created_at, created_by, reason, enforced, "
        "recommended) VALUES ($1, $2, $3, $4, $5, $6)",
        {settings.version, settings.created_at, settings.created_by, settings.reason,
         to_text(settings.enforced), to_text(settings.recommended)}));
    return settings;
}

Result<Standing> device_standing(Session& session, const std::string& device_id, UtcNs now) {
    FAREBOX_TRY(device, find_device(session, device_id));
    if (!device) return not_found("this device is not enrolled");
    return find_standing(session, device->person_id, format_utc(now).substr(0, 10));
}

Result<Json> compose_policy(Session& session, const std::string& device_id,
                            const Standing& standing) {
    FAREBOX_TRY(settings, newest_settings(session));
    FAREBOX_TRY(budgets, budgets_of(session, standing));
    Json enforced = settings.enforced;
    Json list = Json::array();
    for (const CentralBudget& item : budgets) list.push_back(to_settings_json(item.budget));
    enforced["budgets"] = std::move(list);
    Json policy = {{"device_id", device_id},
                   {"enforced", std::move(enforced)},
                   {"recommended", settings.recommended}};
    policy["policy_version"] = policy_version(policy);
    return policy;
}

std::string policy_version(const Json& policy) {
    Json contents = policy;
    contents.erase("policy_version");
    return net::sha256_hex(to_text(contents)).substr(0, VersionLength);
}

std::string policy_etag(const Json& policy) { return "\"" + policy_version(policy) + "\""; }

Result<std::string> sign_policy(const Json& policy, const net::SigningKey& key, UtcNs now) {
    Json claims = policy;
    claims["iat"] = now / NsPerSecond;
    return net::sign_jwt(key, claims, key.thumbprint(), "farebox-policy+jwt");
}

}  // namespace farebox::collector
