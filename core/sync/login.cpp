#include "core/sync/login.h"

#include <random>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/base/url.h"
#include "core/net/device_proof.h"
#include "core/net/redirect_listener.h"
#include "core/net/sha256.h"

namespace farebox::sync {
namespace {

constexpr const char* RedirectPath = "/farebox-login";
constexpr const char* DoneText = "<!doctype html><title>Farebox</title>"
                                 "<p>Logged in. You can close this page.</p>";
constexpr std::int64_t DefaultPollSeconds = 5;   // RFC 8628, section 3.5
constexpr std::int64_t LongestPollSeconds = 60;
constexpr std::int64_t LongestWaitSeconds = 1'800;

struct Endpoints {
    std::string authorization;
    std::string token;
    std::string device;  ///< "" when the provider has no device flow
};

// 256 bits nobody can guess, as 64 hexadecimal digits.
std::string make_secret() {
    std::random_device random;
    std::string bytes;
    for (int i = 0; i < 16; ++i) bytes += std::to_string(random()) + " ";
    return net::sha256_hex(bytes);
}

std::string reason_of(const HttpAnswer& answer) {
    const Json body = answer.json();
    const std::string code = find_string(body, "error").value_or("");
    const std::string text = find_string(body, "error_description").value_or("");
    return printable(shorten(format("{} {} {}", answer.status, code, text), 300));
}

Result<Endpoints> discover(const LoginPlace& place, const HttpClient& http) {
    std::string base = place.issuer;
    while (base.ends_with('/')) base.pop_back();
    FAREBOX_TRY(answer, http.send({"GET", base + "/.well-known/openid-configuration", {}, ""}));
    const Json document = answer.json();
    if (answer.status != 200 || document.is_null()) {
        return unavailable(format("asking {} how to log in: {}", place.issuer, reason_of(answer)));
    }
    // Whoever answers in another's name must not get the code.
    if (find_string(document, "issuer").value_or("") != place.issuer) {
        return make_error(ErrorCode::Denied,
                          format("{} calls itself another name than the collector does; ask who "
                                 "runs the collector",
                                 place.issuer));
    }
    Endpoints found{find_string(document, "authorization_endpoint").value_or(""),
                    find_string(document, "token_endpoint").value_or(""),
                    find_string(document, "device_authorization_endpoint").value_or("")};
    if (found.authorization.empty() || found.token.empty()) {
        return invalid(format("{} names no authorization or token endpoint", place.issuer));
    }
    return found;
}

Result<HttpAnswer> post_form(const HttpClient& http, const std::string& url,
                             const std::vector<std::pair<std::string, std::string>>& fields) {
    return http.send({"POST",
                      url,
                      {{"Content-Type", "application/x-www-form-urlencoded"},
                       {"Accept", "application/json"}},
                      format_form(fields)});
}

Result<LoginProof> proof_of(const HttpAnswer& answer, const std::string& nonce_secret) {
    const auto token = find_string(answer.json(), "id_token");
    if (answer.status != 200 || !token) {
        return make_error(ErrorCode::Denied,
                          format("the identity provider gave no ID token: {}", reason_of(answer)));
    }
    return Json{{"id_token", *token}, {"nonce_secret", nonce_secret}};
}

// The code of the redirect, or why there is none.
Result<std::string> read_code(const std::string& query, const std::string& state,
                              const std::string& issuer) {
    if (form_value(query, "state") != state) {
        return make_error(ErrorCode::Denied, "the answer belongs to another login; try again");
    }
    // RFC 9207: an answer of another provider.
    const std::string from = form_value(query, "iss");
    if (!from.empty() && from != issuer) {
        return make_error(ErrorCode::Denied, "the answer comes from another identity provider");
    }
    const std::string code = form_value(query, "code");
    if (!code.empty()) return code;
    return make_error(ErrorCode::Denied,
                      format("the identity provider refused: {}",
                             printable(shorten(form_value(query, "error") + " " +
                                                   form_value(query, "error_description"),
                                               300))));
}

struct DeviceCode {
    std::string code;
    std::int64_t interval_s = DefaultPollSeconds;
    std::int64_t left_s = LongestWaitSeconds;
};

// Until the person has entered the code somewhere.
Result<HttpAnswer> poll_token(const LoginPlace& place, const HttpClient& http,
                              const Endpoints& at, DeviceCode wanted, const DeviceLogin& device) {
    while (wanted.left_s > 0) {
        device.sleep(std::chrono::seconds(wanted.interval_s));
        wanted.left_s -= wanted.interval_s;
        FAREBOX_TRY(answer,
                    post_form(http, at.token,
                              {{"grant_type", "urn:ietf:params:oauth:grant-type:device_code"},
                               {"device_code", wanted.code},
                               {"client_id", place.client_id}}));
        const std::string code = find_string(answer.json(), "error").value_or("");
        if (code == "slow_down") wanted.interval_s += DefaultPollSeconds;
        if (code != "slow_down" && code != "authorization_pending") return answer;
    }
    return unavailable("the code was not entered in time; try again");
}

}  // namespace

Result<LoginPlace> parse_login_place(const Json& answer) {
    LoginPlace place;
    place.issuer = find_string(answer, "issuer").value_or("");
    place.client_id = find_string(answer, "client_id").value_or("");
    place.device_id = find_string(answer, "device_id").value_or("");
    if (const Json* scopes = find_member(answer, "scopes"); scopes != nullptr && scopes->is_array()) {
        for (const Json& one : *scopes) {
            if (one.is_string()) place.scopes.push_back(one.get<std::string>());
        }
    }
    if (place.scopes.empty()) place.scopes = {"openid"};
    if (place.issuer.empty() || place.client_id.empty()) {
        return invalid("the collector does not say where people log in");
    }
    return place;
}

Result<LoginProof> login_in_browser(const LoginPlace& place, const HttpClient& http,
                                    const BrowserLogin& browser) {
    FAREBOX_TRY(at, discover(place, http));
    FAREBOX_TRY(page, net::RedirectListener::open(RedirectPath));
    const std::string redirect = format("http://127.0.0.1:{}{}", page->port(), RedirectPath);
    const std::string verifier = make_secret();
    const std::string state = make_secret();
    const std::string nonce_secret = make_secret();
    const std::string query = format_form(
        {{"response_type", "code"},
         {"client_id", place.client_id},
         {"redirect_uri", redirect},
         {"scope", join(place.scopes, " ")},
         {"state", state},
         {"nonce", net::login_nonce(place.device_id, nonce_secret)},
         {"code_challenge", net::body_hash(verifier)},  // base64url of SHA-256: "S256"
         {"code_challenge_method", "S256"}});
    browser.open(at.authorization + (contains(at.authorization, "?") ? "&" : "?") + query);
    FAREBOX_TRY(answered, page->wait(browser.limit, DoneText));
    FAREBOX_TRY(code, read_code(answered, state, place.issuer));
    FAREBOX_TRY(answer, post_form(http, at.token,
                                  {{"grant_type", "authorization_code"},
                                   {"code", code},
                                   {"redirect_uri", redirect},
                                   {"client_id", place.client_id},
                                   {"code_verifier", verifier}}));
    return proof_of(answer, nonce_secret);
}

Result<LoginProof> login_by_device(const LoginPlace& place, const HttpClient& http,
                                   const DeviceLogin& device) {
    FAREBOX_TRY(at, discover(place, http));
    if (at.device.empty()) {
        return make_error(ErrorCode::Unsupported,
                          format("{} has no login by code; use `farebox login` where a browser is",
                                 place.issuer));
    }
    FAREBOX_TRY(begun, post_form(http, at.device,
                                 {{"client_id", place.client_id},
                                  {"scope", join(place.scopes, " ")}}));
    const Json body = begun.json();
    DeviceCode wanted;
    wanted.code = find_string(body, "device_code").value_or("");
    wanted.interval_s = std::clamp<std::int64_t>(
        find_int(body, "interval").value_or(DefaultPollSeconds), 1, LongestPollSeconds);
    wanted.left_s = std::clamp<std::int64_t>(find_int(body, "expires_in").value_or(LongestWaitSeconds),
                                             1, LongestWaitSeconds);
    const std::string url = find_string(body, "verification_uri_complete")
                                .value_or(find_string(body, "verification_uri").value_or(""));
    if (begun.status != 200 || wanted.code.empty() || url.empty()) {
        return unavailable(format("asking {} for a code: {}", place.issuer, reason_of(begun)));
    }
    device.show(url, find_string(body, "user_code").value_or(""));
    FAREBOX_TRY(answer, poll_token(place, http, at, wanted, device));
    return proof_of(answer, "");
}

}  // namespace farebox::sync
