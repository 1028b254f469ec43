#include "core/base/base64.h"
#include "core/base/format.h"
#include "core/base/url.h"
#include "core/collector/auth/oidc.h"

// What the provider is asked: where its parts are, and a token for a code.
namespace farebox::collector {
namespace {

constexpr MonotonicNs DiscoveryLife = 3600 * NsPerSecond;

// Codes and tokens cross the network in what it names, so it must be TLS; loopback is for tests and
// for a bridge on the same machine.
Result<std::string> endpoint(const Json& document, const char* name) {
    const std::string text = find_string(document, name).value_or("");
    const auto url = parse_url(text);
    const bool is_safe = url && (url->scheme == "https" || url->host == "127.0.0.1" ||
                                 url->host == "localhost" || url->host == "::1");
    if (!is_safe) {
        return unavailable(format("the identity provider's discovery document has no usable {}", name));
    }
    return text;
}

// HTTP Basic is what every provider must take unless it says otherwise.
bool takes_secret_in_body_only(const Json& document) {
    const Json* methods = find_member(document, "token_endpoint_auth_methods_supported");
    if (methods == nullptr || !methods->is_array()) return false;
    bool basic = false;
    bool post = false;
    for (const Json& method : *methods) {
        basic = basic || method == "client_secret_basic";
        post = post || method == "client_secret_post";
    }
    return post && !basic;
}

}  // namespace

Result<OidcClient::Endpoints> OidcClient::read_endpoints(const std::string& body) const {
    FAREBOX_TRY(document, parse_json(body));
    if (find_string(document, "issuer") != options_.issuer) {
        return make_error(ErrorCode::Denied,
                          "the discovery document names another issuer than oidc_issuer; they must be "
                          "equal to the letter");
    }
    FAREBOX_TRY(authorization, endpoint(document, "authorization_endpoint"));
    FAREBOX_TRY(token, endpoint(document, "token_endpoint"));
    FAREBOX_TRY(keys, endpoint(document, "jwks_uri"));
    return Endpoints{authorization, token, keys, takes_secret_in_body_only(document)};
}

Result<OidcClient::Endpoints> OidcClient::discover() {
    const LockGuard guard(mutex_);
    const MonotonicNs now = clock_.monotonic();
    if (endpoints_ && now - discovered_at_ < DiscoveryLife) return *endpoints_;
    const bool has_slash = options_.issuer.ends_with('/');
    auto answer = fetch_({.url = options_.issuer + (has_slash ? "" : "/") +
                                 ".well-known/openid-configuration"});
    // What was known an hour ago is better than no login.
    if ((!answer || answer->status != 200) && endpoints_) return *endpoints_;
    if (!answer) return answer.error();
    if (answer->status != 200) {
        return unavailable(format("the identity provider answered {} to discovery", answer->status));
    }
    FAREBOX_TRY(read, read_endpoints(answer->body));
    endpoints_ = read;
    discovered_at_ = now;
    return read;
}

Result<std::string> OidcClient::exchange(const Endpoints& at, const Callback& callback,
                                         const Flow& flow, const std::string& redirect_uri) const {
    std::vector<std::pair<std::string, std::string>> form = {{"grant_type", "authorization_code"},
                                                             {"code", callback.code},
                                                             {"redirect_uri", redirect_uri},
                                                             {"code_verifier", flow.verifier}};
    FetchRequest request{.method = "POST", .url = at.token};
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                       {"Accept", "application/json"}};
    if (options_.client_secret.empty() || at.secret_in_body) form.emplace_back("client_id", options_.client_id);
    if (at.secret_in_body && !options_.client_secret.empty()) {
        form.emplace_back("client_secret", options_.client_secret);
    } else if (!options_.client_secret.empty()) {
        // Both halves are form-encoded first (RFC 6749 section 2.3.1).
        request.headers.emplace_back("Authorization",
                                     "Basic " + base64_encode(percent_encode(options_.client_id) + ":" +
                                                       percent_encode(options_.client_secret)));
    }
    request.body = form_of(form);
    FAREBOX_TRY(answer, fetch_(request));
    if (answer.status >= 500) {
        return unavailable(format("the identity provider answered {} to the code", answer.status));
    }
    const auto document = parse_json(answer.body);
    const auto id_token = document ? find_string(*document, "id_token") : std::nullopt;
    if (answer.status != 200 || !id_token) {
        return make_error(ErrorCode::Denied,
                          format("the identity provider gave no ID token for the code (status {})",
                                 answer.status));
    }
    return *id_token;
}

}  // namespace farebox::collector
