#include "core/collector/web/authenticate.h"

#include "core/base/format.h"
#include "core/collector/auth/access_tokens.h"
#include "core/collector/auth/proof_check.h"
#include "core/collector/auth/web_sessions.h"
#include "core/collector/web/services.h"
#include "core/net/sha256.h"

namespace farebox::collector {
namespace {

constexpr std::string_view BearerScheme = "Bearer ";

Admission<Principal> admit_device(const WebRequest& request, Session& session, Services& services) {
    const std::string origins[] = {request.origin};
    auto checked = check_device_proof(session, request.header("Authorization"), request.body, origins,
                                      services.clock.now());
    if (auto* refused = std::get_if<Refused>(&checked)) return *refused;
    const Device& device = std::get<Device>(checked);
    Principal who;
    who.kind = Principal::Kind::Device;
    who.device_id = device.device_id;
    who.person_id = device.person_id;
    who.account = "device " + device.device_id;
    return who;
}

Admission<Principal> admit_provisioner(const WebRequest& request, Session& session,
                                       Services& services) {
    const std::string header = request.header("Authorization");
    if (!header.starts_with(BearerScheme)) return Principal();
    if (const auto wait = services.identity->wrong_tokens.wait_s(request.remote_address)) {
        return Refused{429, "too_many_failures", "too many wrong tokens from this address", wait};
    }
    auto admitted = admit_token(session, TokenKind::Scim,
                                std::string_view(header).substr(BearerScheme.size()),
                                services.clock.now());
    if (auto* refused = std::get_if<Refused>(&admitted)) {
        services.identity->wrong_tokens.note(request.remote_address);
        return *refused;
    }
    const AccessToken& token = std::get<AccessToken>(admitted);
    FAREBOX_ADMIT_VOID(note_token_use(session, token.token_id, /*counts=*/false, services.clock.now()));
    Principal who;
    who.kind = Principal::Kind::Provisioner;
    who.account = "scim " + token.label;
    return who;
}

Admission<Principal> admit_person(const WebRequest& request, Session& session, Services& services) {
    const std::string cookie =
        find_cookie(request.header("Cookie"), session_cookie_name(is_over_tls(request)));
    if (cookie.empty()) return Principal();
    FAREBOX_ADMIT(who, find_session(session, cookie, services.clock.now()));
    if (who.kind != Principal::Kind::Person) return Principal();
    const bool is_write = request.method != "GET" && request.method != "HEAD";
    if (is_write && !net::equal_in_constant_time(request.header("X-Farebox-Csrf"), csrf_token_of(cookie))) {
        return Refused{403, "csrf", "a write needs the header X-Farebox-Csrf of this session: reload the page"};
    }
    who.finance_sees_names = services.config.names_visible;
    return who;
}

}  // namespace

bool is_over_tls(const WebRequest& request) { return request.origin.starts_with("https://"); }

WebResponse refusal_response(const Refused& refused, const Services& services) {
    Json error = {{"code", refused.code}, {"message", refused.message},
                  {"server_time", services.clock.now()}};
    WebResponse response = WebResponse::json({{"error", std::move(error)}}, refused.status);
    if (refused.retry_after_s > 0) {
        response.headers.emplace_back("Retry-After", std::to_string(refused.retry_after_s));
    }
    return response;
}

std::variant<Principal, WebResponse> authenticate(const WebRequest& request, const WebRoute& route,
                                                  Services& services) {
    if (route.permission == Permission::Public || services.identity == nullptr) return Principal{};
    auto session = services.database.session();
    if (!session) return WebResponse::error(session.error());

    Admission<Principal> admitted =
        route.permission == Permission::Device ? admit_device(request, **session, services)
        : route.permission == Permission::Scim ? admit_provisioner(request, **session, services)
                                               : admit_person(request, **session, services);
    if (auto* refused = std::get_if<Refused>(&admitted)) return refusal_response(*refused, services);
    return std::get<Principal>(std::move(admitted));
}

}  // namespace farebox::collector
