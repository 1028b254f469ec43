#include "core/base/strings.h"
#include "core/collector/auth/access_tokens.h"
#include "core/collector/auth/devices.h"
#include "core/collector/web/audit_note.h"
#include "core/collector/web/authenticate.h"
#include "core/collector/web/handlers.h"
#include "core/collector/web/json_body.h"
#include "core/collector/web/services.h"

// The list of enrolled laptops, letting them out and in, and the tokens they enrol with.
namespace farebox::collector {
namespace {

// An administrator knows whose laptop is whose; to others it is a pseudonym.
Json device_json(const Device& device, const Principal& who, const Pseudonyms& pseudonyms) {
    const bool by_name = who.has(Role::PlatformAdmin) || !who.sees_pseudonyms();
    return {{"device_id", device.device_id},
            {"install_id", device.install_id},
            {"hostname_hash", device.hostname_hash},
            {"os", device.os},
            {"farebox_version", device.farebox_version},
            {"enrolled_at", device.enrolled_at},
            {"rebound_at", or_null(device.rebound_at)},
            {"person_id", or_null(by_name ? device.person_id : pseudonyms.of(device.person_id))},
            {"user_name", by_name ? or_null(device.user_name) : Json()},
            {"binding", or_null(device.binding)},
            {"bound_at", or_null(device.bound_at)},
            {"revoked_at", or_null(device.revoked_at)},
            {"revoked_by", or_null(device.revoked_by)},
            {"revoke_reason", or_null(device.revoke_reason)}};
}

Result<WebResponse> get_devices(const WebRequest& request, Services& services) {
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(devices, list_devices(*session));
    Json list = Json::array();
    for (const Device& device : devices) {
        list.push_back(device_json(device, request.who, services.identity->pseudonyms));
    }
    return WebResponse::json({{"devices", std::move(list)}});
}

Result<WebResponse> get_device(const WebRequest& request, Services& services) {
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(device, find_device(*session, request.in_path.at("device_id")));
    if (!device) return not_found("no such device");
    return WebResponse::json(device_json(*device, request.who, services.identity->pseudonyms));
}

Result<WebResponse> post_revoke(const WebRequest& request, Services& services) {
    FAREBOX_TRY(body, json_body(request, {"reason"}));
    FAREBOX_TRY(reason, required_text(body, "reason"));
    const std::string& device_id = request.in_path.at("device_id");
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY_VOID(change_on_record(
        *session, request, services, {.action = "device.revoke", .object = device_id, .reason = reason},
        [&] { return revoke_device(*session, device_id, request.who.account, reason, services.clock.now()); }));
    return get_device(request, services);
}

Result<WebResponse> post_restore(const WebRequest& request, Services& services) {
    const std::string& device_id = request.in_path.at("device_id");
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY_VOID(change_on_record(*session, request, services,
                                      {.action = "device.restore", .object = device_id},
                                      [&] { return restore_device(*session, device_id); }));
    return get_device(request, services);
}

Json token_json(const AccessToken& token, UtcNs now) {
    return {{"token_id", token.token_id},
            {"kind", to_text(token.kind)},
            {"label", token.label},
            {"user_domain", or_null(token.user_domain)},
            {"max_uses", token.max_uses ? Json(*token.max_uses) : Json()},
            {"uses", token.uses},
            {"created_at", token.created_at},
            {"created_by", token.created_by},
            {"expires_at", or_null(token.expires_at)},
            {"last_used_at", or_null(token.last_used_at)},
            {"revoked_at", or_null(token.revoked_at)},
            {"closed", or_null(std::string(token.why_closed(now)))}};
}

Result<WebResponse> get_tokens(const WebRequest&, Services& services) {
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(tokens, list_tokens(*session));
    Json list = Json::array();
    for (const AccessToken& token : tokens) list.push_back(token_json(token, services.clock.now()));
    return WebResponse::json({{"tokens", std::move(list)}});
}

Result<WebResponse> post_token(const WebRequest& request, Services& services) {
    FAREBOX_TRY(body, json_body(request, {"kind", "label", "user_domain", "max_uses", "expires_at"}));
    NewToken wanted;
    const auto kind = parse_token_kind(find_string(body, "kind").value_or("enroll"));
    if (!kind) return invalid("\"kind\" is \"enroll\" or \"scim\"");
    wanted.kind = *kind;
    wanted.label = find_string(body, "label").value_or("");
    wanted.user_domain = find_string(body, "user_domain").value_or("");
    wanted.max_uses = find_int(body, "max_uses");
    wanted.expires_at = find_int(body, "expires_at");
    wanted.created_by = request.who.account;
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(transaction, Transaction::begin(*session));
    FAREBOX_TRY(made, make_token(*session, wanted, services.clock.now()));
    FAREBOX_TRY_VOID(append_note(*session, request, services,
                                 {.action = "token.make", .object = made.token_id,
                                  .after = std::string(to_text(*kind)) + ": " + wanted.label}));
    FAREBOX_TRY_VOID(transaction.commit());
    return WebResponse::json({{"token_id", made.token_id}, {"token", made.text}}, 201);
}

Result<WebResponse> post_revoke_token(const WebRequest& request, Services& services) {
    const std::string& token_id = request.in_path.at("token_id");
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY_VOID(change_on_record(
        *session, request, services, {.action = "token.revoke", .object = token_id},
        [&] { return revoke_token(*session, token_id, request.who.account, services.clock.now()); }));
    return WebResponse::json({{"token_id", token_id}});
}

}  // namespace

std::vector<WebRoute> devices_routes() {
    return {
        {"GET", "/api/v1/devices", Permission::ReadFleet, "", "All enrolled devices, newest first", get_devices},
        {"GET", "/api/v1/devices/{device_id}", Permission::ReadFleet, "", "One device", get_device},
        {"POST", "/api/v1/devices/{device_id}/revoke", Permission::WriteFleet, "",
         "Refuse a device from now on: {reason}", post_revoke},
        {"POST", "/api/v1/devices/{device_id}/restore", Permission::WriteFleet, "",
         "Let a revoked device in again", post_restore},
        {"GET", "/api/v1/tokens", Permission::WriteFleet, "", "Tokens for enrolling and provisioning", get_tokens},
        {"POST", "/api/v1/tokens", Permission::WriteFleet, "",
         "Make a token: {kind, label, user_domain, max_uses, expires_at}; its text is shown once", post_token},
        {"POST", "/api/v1/tokens/{token_id}/revoke", Permission::WriteFleet, "",
         "Close a token at once", post_revoke_token},
    };
}

}  // namespace farebox::collector
