#include <cstdio>

#include "core/base/log.h"
#include "core/base/strings.h"
#include "core/collector/auth/accounts.h"
#include "core/collector/auth/fetch.h"
#include "core/collector/auth/web_sessions.h"
#include "core/collector/web/audit_note.h"
#include "core/collector/web/authenticate.h"
#include "core/collector/web/handlers.h"
#include "core/collector/web/json_body.h"
#include "core/collector/web/services.h"

// Signing in on the web: with a local password, or at the company's identity provider and back.
namespace farebox::collector {
namespace {

constexpr const char* CallbackPath = "/login/oidc/callback";

// The state of a login under way, for its browser alone.
std::string state_cookie_name(const WebRequest& request) {
    return std::string(session_cookie_name(is_over_tls(request))) + "-login";
}

std::string state_cookie(const WebRequest& request, const std::string& state) {
    return state_cookie_name(request) + "=" + state + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" +
           (state.empty() ? "0" : "600") + (is_over_tls(request) ? "; Secure" : "");
}

WebResponse redirect(const std::string& where) {
    WebResponse response;
    response.status = 302;
    response.content_type = "text/plain; charset=utf-8";
    response.headers.emplace_back("Location", where);
    return response;
}

// A page of another site may make a browser post here, but the browser then says from where.
bool is_from_elsewhere(const WebRequest& request) {
    const std::string origin = request.header("Origin");
    return !origin.empty() && origin != request.origin;
}

WebResponse with_session(const WebRequest& request, const std::string& cookie, WebResponse response) {
    response.headers.emplace_back("Set-Cookie", session_cookie(is_over_tls(request), cookie));
    return response;
}

// The session and its entry are both there, or neither.
Result<std::string> sign_in(const WebRequest& request, Session& session, Services& services,
                            const std::string& account, const std::vector<RoleGrant>& roles,
                            const char* action) {
    FAREBOX_TRY(transaction, Transaction::begin(session));
    FAREBOX_TRY(cookie, begin_session(session, account, roles, services.clock.now()));
    FAREBOX_TRY_VOID(append_note(session, request, services, {.actor = account, .action = action}));
    FAREBOX_TRY_VOID(transaction.commit());
    return cookie;
}

Result<WebResponse> post_login(const WebRequest& request, Services& services) {
    if (is_from_elsewhere(request)) return WebResponse::error(403, "csrf", "log in on the collector's own page");
    if (const auto wait = services.identity->wrong_passwords.wait_s(request.remote_address)) {
        return refusal_response({429, "login_delayed", "too many wrong passwords from this address", wait},
                                services);
    }
    FAREBOX_TRY(body, json_body(request, {"account", "password"}));
    FAREBOX_TRY(account, required_text(body, "account"));
    FAREBOX_TRY(password, required_text(body, "password"));
    FAREBOX_TRY(session, services.database.session());
    const auto admitted = admit_password(*session, account, password, services.clock.now());
    if (const auto* refused = std::get_if<Refused>(&admitted)) {
        services.identity->wrong_passwords.note(request.remote_address);
        const std::string shown = shorten(printable(account), 100);
        FAREBOX_TRY_VOID(note_audit(*session, request, services,
                                    {.actor = shown, .action = "login.failed", .after = refused->code}));
        return refusal_response(*refused, services);
    }
    const Account& known = std::get<Account>(admitted);
    FAREBOX_TRY(cookie, sign_in(request, *session, services, known.account, {}, "login.password"));
    return with_session(request, cookie,
                        WebResponse::json({{"must_change_password", known.must_change_password}}));
}

Result<WebResponse> post_password(const WebRequest& request, Services& services) {
    FAREBOX_TRY(body, json_body(request, {"old_password", "new_password"}));
    FAREBOX_TRY(old_password, required_text(body, "old_password"));
    FAREBOX_TRY(new_password, required_text(body, "new_password"));
    FAREBOX_TRY(session, services.database.session());
    const UtcNs now = services.clock.now();
    std::string cookie;
    const auto changed = change_password(
        *session, request.who.account, old_password, new_password, now, [&]() -> Result<void> {
            FAREBOX_TRY(begun, begin_session(*session, request.who.account, {}, now));
            cookie = begun;
            return append_note(*session, request, services,
                               {.action = "password.change", .object = request.who.account});
        });
    if (const auto* refused = std::get_if<Refused>(&changed)) return refusal_response(*refused, services);
    // It is good for nothing now, and nobody needs to wonder.
    if (request.who.account == FirstAdmin) std::remove(first_password_file(services.config).c_str());
    return with_session(request, cookie, WebResponse::json({{"must_change_password", false}}));
}

Result<WebResponse> post_logout(const WebRequest& request, Services& services) {
    const bool is_tls = is_over_tls(request);
    FAREBOX_TRY(session, services.database.session());
    const std::string cookie = find_cookie(request.header("Cookie"), session_cookie_name(is_tls));
    FAREBOX_TRY_VOID(change_on_record(*session, request, services, {.action = "logout"},
                                      [&] { return end_session(*session, cookie); }));
    WebResponse response = WebResponse::json(Json::object());
    response.headers.emplace_back("Set-Cookie", session_cookie(is_tls, ""));
    return response;
}

Result<WebResponse> get_oidc(const WebRequest& request, Services& services) {
    if (!services.identity->oidc.is_on()) {
        return WebResponse::error(404, "login_off", "no identity provider is set (oidc_issuer)");
    }
    Failures& begun = services.identity->begun_logins;
    if (const auto wait = begun.wait_s(request.remote_address)) {
        return refusal_response({429, "login_delayed", "too many logins from this address", wait}, services);
    }
    begun.note(request.remote_address);
    FAREBOX_TRY(session, services.database.session());
    const auto start = services.identity->oidc.begin(*session, request.origin + CallbackPath,
                                                     request.parameter("return_to"));
    if (!start) {
        log_warn("no login at the identity provider", {{"why", start.error().message}});
        return redirect("/login?error=" + percent_encode(to_text(start.error().code)));
    }
    WebResponse response = redirect(start->authorize_url);
    response.headers.emplace_back("Set-Cookie", state_cookie(request, start->state));
    return response;
}

// The account of who came back, and a session in it.
Result<WebResponse> enter(const WebRequest& request, Session& session, Services& services,
                          const OidcDone& done) {
    FAREBOX_TRY(person_id, find_signed_in_person(session, *services.identity, done.who));
    const auto admitted = admit_provider_account(
        session, {services.identity->oidc.options().issuer, done.who.subject, done.who.email, done.who.name, person_id},
        services.clock.now());
    if (const auto* refused = std::get_if<Refused>(&admitted)) {
        return redirect("/login?error=" + percent_encode(refused->code));
    }
    const std::string& account = std::get<Account>(admitted).account;
    FAREBOX_TRY(cookie, sign_in(request, session, services, account, done.roles, "login.oidc"));
    return with_session(request, cookie, redirect(done.return_to));
}

Result<WebResponse> get_oidc_callback(const WebRequest& request, Services& services) {
    FAREBOX_TRY(session, services.database.session());
    const OidcClient::Callback callback{
        request.parameter("state"), find_cookie(request.header("Cookie"), state_cookie_name(request)),
        request.parameter("code"), request.parameter("iss"), request.parameter("error")};
    const auto finished =
        services.identity->oidc.finish(*session, callback, request.origin + CallbackPath);
    Result<WebResponse> response = redirect("/");
    if (const auto* refused = std::get_if<Refused>(&finished)) {
        FAREBOX_TRY_VOID(note_audit(*session, request, services,
                                    {.actor = "somebody", .action = "login.failed", .after = refused->message}));
        response = redirect("/login?error=" + percent_encode(refused->code));
    } else {
        response = enter(request, *session, services, std::get<OidcDone>(finished));
    }
    if (response) response->headers.emplace_back("Set-Cookie", state_cookie(request, ""));
    return response;
}

}  // namespace

std::vector<WebRoute> login_routes() {
    return {
        {"POST", "/api/v1/login", Permission::Public, "",
         "Sign in with a local account: {account, password}", post_login},
        {"POST", "/api/v1/password", Permission::OwnAccount, "",
         "Change the own password: {old_password, new_password}; ends all other sessions", post_password},
        {"POST", "/api/v1/logout", Permission::OwnAccount, "", "End this session", post_logout},
        {"GET", "/login/oidc", Permission::Public, "return_to",
         "Go to the company's identity provider", get_oidc},
        {"GET", CallbackPath, Permission::Public, "state code iss error error_description error_uri session_state scope",
         "Come back from it", get_oidc_callback},
    };
}

}  // namespace farebox::collector
