#include "core/collector/auth/oidc.h"

#include "core/base/base64.h"
#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/base/url.h"
#include "core/collector/auth/id_token.h"
#include "core/collector/auth/secrets.h"
#include "core/collector/auth/single_use.h"
#include "core/net/sha256.h"

namespace farebox::collector {
namespace {

constexpr UtcNs FlowLife = 600 * NsPerSecond;
constexpr std::int64_t LaptopTokenAge = 600;
constexpr std::size_t MaxReturnTo = 2000;

std::string random_text() { return base64url_encode(net::random_bytes(32)); }

Refused provider_refused(std::string_view why) {
    return {403, "login_refused", format("the login was refused: {}", why)};
}

Refused by_class(const Error& error) {
    if (error.code == ErrorCode::Unavailable) return refused_by(error);
    return provider_refused(error.message);
}

OidcIdentity identity_of(Json claims) {
    OidcIdentity who;
    who.subject = find_string(claims, "sub").value_or("");
    // Many providers leave email_verified out; one that says false means it.
    if (find_bool(claims, "email_verified").value_or(true)) {
        who.email = to_lower(find_string(claims, "email").value_or(""));
    }
    who.name = find_string(claims, "name").value_or(who.email.empty() ? who.subject : who.email);
    who.claims = std::move(claims);
    return who;
}

}  // namespace

bool is_own_path(std::string_view path) {
    if (!path.starts_with('/') || path.starts_with("//") || path.size() > MaxReturnTo) return false;
    return path.find('\\') == std::string_view::npos && printable(path) == path;
}

OidcClient::OidcClient(OidcOptions options, Fetch fetch, const Clock& clock)
    : options_(std::move(options)), fetch_(fetch), clock_(clock), keys_(std::move(fetch), clock) {}

Result<OidcStart> OidcClient::begin(Session& session, const std::string& redirect_uri,
                                    const std::string& return_to) {
    FAREBOX_TRY(at, discover());
    const std::string state = random_text();
    const Flow flow{random_text(), random_text(), is_own_path(return_to) ? return_to : "/"};
    FAREBOX_TRY_VOID(session.run(
        "INSERT INTO login_flows (state_hash, nonce, verifier, return_to, expires_at) "
        "VALUES ($1, $2, $3, $4, $5)",
        {hash_of_secret(state), flow.nonce, flow.verifier, flow.return_to, clock_.now() + FlowLife}));
    const std::string query = form_of({{"response_type", "code"},
                                       {"client_id", options_.client_id},
                                       {"redirect_uri", redirect_uri},
                                       {"scope", join(options_.scopes, " ")},
                                       {"state", state},
                                       {"nonce", flow.nonce},
                                       {"code_challenge", base64url_encode(net::sha256(flow.verifier))},
                                       {"code_challenge_method", "S256"}});
    const char* separator = contains(at.authorization, "?") ? "&" : "?";
    return OidcStart{at.authorization + separator + query, state};
}

Result<OidcClient::Flow> OidcClient::take_flow(Session& session, const std::string& state,
                                               UtcNs now) const {
    FAREBOX_TRY(taken, session.run("DELETE FROM login_flows WHERE state_hash = $1 "
                                   "RETURNING nonce, verifier, return_to, expires_at",
                                   {hash_of_secret(state)}));
    if (taken.empty() || taken[0].integer(3) <= now) return not_found("no such login");
    return Flow{taken[0].text(0), taken[0].text(1), taken[0].text(2)};
}

Admission<OidcDone> OidcClient::finish(Session& session, const Callback& callback,
                                       const std::string& redirect_uri) {
    const Refused expired{400, "login_expired",
                          "this login took too long or was begun in another browser: sign in again"};
    if (callback.state.empty() ||
        !net::equal_in_constant_time(callback.state, callback.cookie_state)) {
        return expired;
    }
    auto flow = take_flow(session, callback.state, clock_.now());
    if (!flow) return flow.error().code == ErrorCode::NotFound ? expired : refused_by(flow.error());
    if (!callback.issuer.empty() && callback.issuer != options_.issuer) {
        return provider_refused("the answer came from another identity provider");
    }
    if (!callback.error.empty()) {
        return provider_refused("the identity provider said " +
                                shorten(printable(callback.error), 60));
    }
    auto at = discover();
    if (!at) return by_class(at.error());
    auto id_token = exchange(*at, callback, *flow, redirect_uri);
    if (!id_token) return by_class(id_token.error());
    auto who = check_token(*id_token, options_.client_id, flow->nonce, 0);
    if (!who) return by_class(who.error());
    auto roles = roles_of_groups(who->claims, options_.groups_claim, options_.group_roles);
    return OidcDone{*std::move(who), std::move(roles), flow->return_to};
}

Admission<OidcIdentity> OidcClient::admit_laptop_token(Session& session, std::string_view id_token,
                                                       const std::string& nonce) {
    if (!is_on() || options_.laptop_client_id.empty()) {
        return Refused{404, "login_off", "this collector has no identity provider for laptops"};
    }
    const auto token = net::parse_jwt(id_token);
    if (!token) return provider_refused(token.error().message);
    const bool has_nonce = find_member(token->claims, "nonce") != nullptr;
    auto who = check_token(id_token, options_.laptop_client_id,
                           has_nonce ? std::optional<std::string>(nonce) : std::nullopt, LaptopTokenAge);
    if (!who) return by_class(who.error());
    // Good until exp, but at most as long as its age is accepted.
    const UtcNs forget_at = clock_.now() + (LaptopTokenAge + 2 * IdTokenSkewSeconds) * NsPerSecond;
    FAREBOX_ADMIT(is_first, use_once(session, "id_token:" + hash_of_secret(token->signed_part), forget_at));
    if (!is_first) return provider_refused("this ID token was used before: log in again");
    return *std::move(who);
}

Result<OidcIdentity> OidcClient::check_token(std::string_view id_token, const std::string& client_id,
                                             const std::optional<std::string>& nonce,
                                             std::int64_t max_age_s) {
    FAREBOX_TRY(token, net::parse_jwt(id_token));
    FAREBOX_TRY(at, discover());
    FAREBOX_TRY_VOID(keys_.verify(token, at.keys));
    FAREBOX_TRY_VOID(check_id_claims(token.claims, {options_.issuer, client_id, nonce, max_age_s},
                                     clock_.now()));
    return identity_of(std::move(token.claims));
}

}  // namespace farebox::collector
