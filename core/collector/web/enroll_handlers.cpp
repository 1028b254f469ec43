#include "core/base/strings.h"
#include "core/collector/auth/devices.h"
#include "core/collector/web/audit_note.h"
#include "core/collector/web/authenticate.h"
#include "core/collector/web/handlers.h"
#include "core/collector/web/json_body.h"
#include "core/collector/web/services.h"
#include "core/net/device_proof.h"

// How a laptop becomes a known device, and the device that of a person.
namespace farebox::collector {
namespace {

Result<WebResponse> post_enroll(const WebRequest& request, Services& services) {
    Identity& identity = *services.identity;
    if (const auto wait = identity.wrong_tokens.wait_s(request.remote_address)) {
        return refusal_response({429, "too_many_failures",
                                 "too many wrong enrolment tokens from this address", wait}, services);
    }
    FAREBOX_TRY(body, json_body(request, {"token", "public_key", "install_id", "hostname_hash", "os",
                                          "farebox_version", "asserted_user"}));
    FAREBOX_TRY(wanted, parse_enrollment(body));
    FAREBOX_TRY(session, services.database.session());
    const auto enrolled = enroll_device(
        *session, wanted, identity.find_person, services.clock.now(), [&](const Enrolled& device) {
            return append_note(*session, request, services,
                               {.actor = "token " + device.token_id,
                                .action = device.is_rebind ? "device.rebind" : "device.enroll",
                                .object = device.device_id});
        });
    if (const auto* refused = std::get_if<Refused>(&enrolled)) {
        if (refused->code == "token_refused") identity.wrong_tokens.note(request.remote_address);
        return refusal_response(*refused, services);
    }
    const Enrolled& device = std::get<Enrolled>(enrolled);
    return WebResponse::json({{"device_id", device.device_id},
                              {"policy_key", identity.policy_key.public_jwk()},
                              {"server_time", services.clock.now()}});
}

// Where a laptop's login goes: asked before there is any proof of who it is.
Result<WebResponse> get_login_info(const WebRequest&, Services& services) {
    const OidcOptions& options = services.identity->oidc.options();
    if (options.issuer.empty() || options.laptop_client_id.empty()) {
        return WebResponse::error(404, "login_off",
                                  "this collector has no identity provider for laptops "
                                  "(oidc_issuer, oidc_laptop_client_id)");
    }
    return WebResponse::json({{"issuer", options.issuer},
                              {"client_id", options.laptop_client_id},
                              {"scopes", options.scopes}});
}

Result<WebResponse> post_bind(const WebRequest& request, Services& services) {
    FAREBOX_TRY(body, json_body(request, {"id_token", "nonce_secret"}));
    FAREBOX_TRY(id_token, required_text(body, "id_token"));
    const std::string nonce = net::login_nonce(request.who.device_id,
                                               find_string(body, "nonce_secret").value_or(""));
    FAREBOX_TRY(session, services.database.session());
    const auto admitted = services.identity->oidc.admit_laptop_token(*session, id_token, nonce);
    if (const auto* refused = std::get_if<Refused>(&admitted)) return refusal_response(*refused, services);
    const OidcIdentity& who = std::get<OidcIdentity>(admitted);
    const std::string user_name = who.email.empty() ? who.subject : who.email;
    FAREBOX_TRY(person_id, find_signed_in_person(*session, *services.identity, who));
    FAREBOX_TRY_VOID(change_on_record(
        *session, request, services,
        {.action = "device.bind", .object = request.who.device_id, .after = user_name}, [&] {
            return bind_device(*session, request.who.device_id, person_id, user_name, services.clock.now());
        }));
    return WebResponse::json({{"person_id", person_id.empty() ? Json() : Json(person_id)},
                              {"user_name", user_name},
                              {"name", who.name},
                              {"server_time", services.clock.now()}});
}

}  // namespace

std::vector<WebRoute> enroll_routes() {
    return {
        {"POST", "/v1/enroll", Permission::Public, "",
         "Make a device known: enrolment token and public key in, device_id and policy_key out",
         post_enroll},
        {"GET", "/v1/login", Permission::Public, "",
         "The identity provider and client for `farebox login`", get_login_info},
        {"POST", "/v1/bind", Permission::Device, "",
         "Bind the device to the person of an ID token", post_bind},
    };
}

}  // namespace farebox::collector
