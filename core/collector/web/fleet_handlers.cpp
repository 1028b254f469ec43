// What workstations ask the collector beside sending calls: their policy, their part of shared
// budgets, and telling how they are; and the fleet page that shows it.

#include "core/base/format.h"
#include "core/base/uuid.h"
#include "core/collector/auth/devices.h"
#include "core/collector/policy/documents.h"
#include "core/collector/policy/fleet.h"
#include "core/collector/policy/override_requests.h"
#include "core/collector/policy/shares.h"
#include "core/collector/web/audit_entry.h"
#include "core/collector/web/handlers.h"
#include "core/collector/web/json_body.h"
#include "core/collector/web/services.h"

#include <charconv>

namespace farebox::collector {
namespace {

constexpr std::size_t VersionsShown = 100;

std::int64_t number_of(const WebRequest& request, const std::string& name, std::int64_t otherwise) {
    const std::string text = request.parameter(name);
    std::int64_t number = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

Result<WebResponse> get_device_policy(const WebRequest& request, Services& services) {
    const UtcNs now = services.clock.now();
    const std::string& device_id = request.who.device_id;
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(standing, device_standing(*session, device_id, now));
    FAREBOX_TRY(policy, compose_policy(*session, device_id, standing));
    const std::string etag = policy_etag(policy);
    FAREBOX_TRY_VOID(note_policy_told(*session, device_id, policy_version(policy), now));
    WebResponse response;
    response.headers = {{"ETag", etag}, {"Cache-Control", "private, no-cache"}};
    if (request.header("If-None-Match") == etag) {
        response.status = 304;
        return response;
    }
    FAREBOX_TRY(document, sign_policy(policy, services.identity->policy_key, now));
    response.content_type = "application/jwt";
    response.body = std::move(document);
    return response;
}

Result<WebResponse> post_shares(const WebRequest& request, Services& services) {
    const UtcNs now = services.clock.now();
    FAREBOX_TRY(body, parse_json(request.body));
    FAREBOX_TRY(reports, parse_share_reports(body));
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(standing, device_standing(*session, request.who.device_id, now));
    FAREBOX_TRY(budgets, budgets_of(*session, standing));
    FAREBOX_TRY(grants, grant_shares(*session, request.who.device_id, budgets, reports, now));
    Json list = Json::array();
    for (const ShareGrant& grant : grants) list.push_back(to_json(grant));
    return WebResponse::json({{"server_time", now},
                              {"budgets", std::move(list)},
                              {"policy_etag", services.policy_tags->find(*session, request.who.device_id, now)}});
}

Result<WebResponse> post_heartbeat(const WebRequest& request, Services& services) {
    const UtcNs now = services.clock.now();
    FAREBOX_TRY(body, parse_json(request.body));
    FAREBOX_TRY(status, parse_heartbeat(body, request.who.device_id, now));
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY_VOID(save_status(*session, status));
    return WebResponse::json({{"server_time", now},
                              {"policy_etag", services.policy_tags->find(*session, request.who.device_id, now)}});
}

Result<WebResponse> post_override_request(const WebRequest& request, Services& services) {
    FAREBOX_TRY(body, json_body(request, {"budget_id", "reason", "minutes"}));
    FAREBOX_TRY(item, parse_override_request(body));
    item.request_id = make_uuid_v7(services.clock.now());
    item.device_id = request.who.device_id;
    item.requested_at = services.clock.now();
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(device, find_device(*session, item.device_id));
    if (device) item.person_id = device->person_id;
    AuditEntry entry = audit_entry_of(request, services, "override.request", item.budget_id);
    entry.reason = item.reason;
    FAREBOX_TRY(transaction, Transaction::begin(*session));
    FAREBOX_TRY_VOID(add_request(*session, item));
    FAREBOX_TRY_VOID(append_audit(*session, std::move(entry)));
    FAREBOX_TRY_VOID(transaction.commit());
    return WebResponse::json(to_json(item), 201);
}

// --- People ---------------------------------------------------------------------------------------

Result<WebResponse> get_fleet(const WebRequest& request, Services& services) {
    const bool by_name = request.who.has(Role::PlatformAdmin) || !request.who.sees_pseudonyms();
    const FleetQuery query{.state = request.parameter("state"),
                           .search = request.parameter("search"),
                           .limit = number_of(request, "limit", 200),
                           .offset = number_of(request, "offset", 0),
                           .finds_people = by_name};
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(page, list_fleet(*session, query, services.clock.now()));
    Json devices = Json::array();
    for (FleetRow& row : page.rows) {
        if (!by_name) {
            row.user_name.clear();
            row.person_id = services.identity->pseudonyms.of(row.person_id);
        }
        devices.push_back(to_json(row));
    }
    return WebResponse::json({{"devices", std::move(devices)},
                              {"row_count", page.row_count},
                              {"totals", std::move(page.totals)}});
}

Result<WebResponse> get_settings(const WebRequest&, Services& services) {
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(history, settings_history(*session, VersionsShown));
    Json versions = Json::array();
    for (const PolicySettings& settings : history) versions.push_back(to_json(settings));
    const Json newest = history.empty() ? to_json(PolicySettings{}) : to_json(history.front());
    FAREBOX_TRY(page, list_fleet(*session, {.limit = 1}, services.clock.now()));
    return WebResponse::json({{"policy", newest},
                              {"history", std::move(versions)},
                              {"settings", settable_keys()},
                              {"devices", std::move(page.totals)}});
}

Result<WebResponse> put_settings(const WebRequest& request, Services& services) {
    FAREBOX_TRY(body, json_body(request, {"enforced", "recommended", "reason"}));
    PolicySettings wanted;
    if (const Json* enforced = find_member(body, "enforced")) wanted.enforced = *enforced;
    if (const Json* recommended = find_member(body, "recommended")) {
        wanted.recommended = *recommended;
    }
    FAREBOX_TRY(is_trial, request.is_on("dry_run"));
    if (is_trial) {
        FAREBOX_TRY_VOID(check_settings(wanted));
        return WebResponse::json(to_json(wanted));
    }
    FAREBOX_TRY(reason, required_text(body, "reason"));
    wanted.created_at = services.clock.now();
    wanted.created_by = request.who.account;
    wanted.reason = reason;
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(before, newest_settings(*session));
    FAREBOX_TRY(transaction, Transaction::begin(*session));
    FAREBOX_TRY(saved, save_settings(*session, std::move(wanted)));
    AuditEntry entry = audit_entry_of(request, services, "policy.set", std::to_string(saved.version));
    entry.before = farebox::to_text(to_json(before));
    entry.after = farebox::to_text(to_json(saved));
    entry.reason = reason;
    FAREBOX_TRY_VOID(append_audit(*session, std::move(entry)));
    FAREBOX_TRY_VOID(transaction.commit());
    services.policy_tags->forget();
    return WebResponse::json(to_json(saved));
}

}  // namespace

std::vector<WebRoute> fleet_routes() {
    return {
        {"GET", "/v1/policy", Permission::Device, "",
         "the signed policy of this workstation; 304 when If-None-Match names it", get_device_policy},
        {"POST", "/v1/shares", Permission::Device, "",
         "what this workstation spent of shared budgets, and how far it may go", post_shares},
        {"POST", "/v1/heartbeat", Permission::Device, "", "how this workstation is", post_heartbeat},
        {"POST", "/v1/override-requests", Permission::Device, "",
         "ask to go on beyond a central budget", post_override_request},
        {"GET", "/api/v1/fleet", Permission::ReadFleet, "state search limit offset",
         "enrolled workstations with what they said last", get_fleet},
        {"GET", "/api/v1/policy", Permission::ReadPolicy, "",
         "settings for all workstations, their history, what may be set, who acknowledged", get_settings},
        {"PUT", "/api/v1/policy", Permission::WritePolicy, "dry_run",
         "enforce and recommend settings on all workstations", put_settings},
    };
}

}  // namespace farebox::collector
