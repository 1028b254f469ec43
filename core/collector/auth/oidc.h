#pragma once
// Signing in at the company's identity provider: OpenID Connect, authorization code flow with PKCE
// (S256), state and nonce (RFC 6749, 7636, 9207, OpenID Connect Core 3.1).
//
// What belongs to one login (nonce, verifier, where to go afterwards) waits in the database under
// the hash of its state, for ten minutes and one use; the browser holds the state in a cookie, so
// that nobody can finish in your browser a login begun in theirs.

#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/base/mutex.h"
#include "core/collector/auth/fetch.h"
#include "core/collector/auth/group_roles.h"
#include "core/collector/auth/key_set.h"
#include "core/collector/auth/refused.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

struct OidcOptions {
    std::string issuer;  ///< exactly as the provider writes it; "" turns it off
    std::string client_id;
    std::string client_secret;     ///< "" for a public client
    std::string laptop_client_id;  ///< a native client; "" turns `farebox login` off
    std::vector<std::string> scopes = {"openid", "profile", "email"};
    std::string groups_claim = "groups";
    std::vector<GroupRole> group_roles;
};

/// Who signed in, as the provider says it.
struct OidcIdentity {
    std::string subject;
    std::string email;  ///< lower case; "" when absent or marked as not verified
    std::string name;
    Json claims;
};

struct OidcStart {
    std::string authorize_url;
    std::string state;  ///< for the browser's cookie
};

struct OidcDone {
    OidcIdentity who;
    std::vector<RoleGrant> roles;
    std::string return_to;  ///< a path on this server
};

/// Any thread.
class OidcClient {
public:
    OidcClient(OidcOptions options, Fetch fetch, const Clock& clock);

    const OidcOptions& options() const { return options_; }
    bool is_on() const { return !options_.issuer.empty(); }

    /// `redirect_uri`: our callback, the same for begin and finish. `return_to` that is not a path
    /// on this server becomes "/".
    Result<OidcStart> begin(Session& session, const std::string& redirect_uri,
                            const std::string& return_to);

    struct Callback {
        std::string state;         ///< of the query
        std::string cookie_state;  ///< of the browser's cookie
        std::string code;
        std::string issuer;  ///< parameter "iss", may be ""
        std::string error;   ///< parameter "error", may be ""
    };
    /// Refused: 400 login_expired (no such login, or another browser's), 403 login_refused (the
    /// provider or the token says no), 503.
    Admission<OidcDone> finish(Session& session, const Callback& callback,
                               const std::string& redirect_uri);

    /// An ID token that a laptop was given for `laptop_client_id`, at most ten minutes old and
    /// accepted once. `nonce`: what it must hold when it holds one (the device flow has none).
    Admission<OidcIdentity> admit_laptop_token(Session& session, std::string_view id_token,
                                               const std::string& nonce);

private:
    struct Endpoints {
        std::string authorization;
        std::string token;
        std::string keys;
        bool secret_in_body = false;  ///< the provider takes client_secret_post only
    };
    struct Flow {
        std::string nonce;
        std::string verifier;
        std::string return_to;
    };

    Result<Endpoints> discover();
    Result<Endpoints> read_endpoints(const std::string& body) const;
    Result<Flow> take_flow(Session& session, const std::string& state, UtcNs now) const;
    Result<std::string> exchange(const Endpoints& at, const Callback& callback, const Flow& flow,
                                 const std::string& redirect_uri) const;
    Result<OidcIdentity> check_token(std::string_view id_token, const std::string& client_id,
                                     const std::optional<std::string>& nonce, std::int64_t max_age_s);

    const OidcOptions options_;
    const Fetch fetch_;
    const Clock& clock_;
    KeySet keys_;

    Mutex mutex_;
    std::optional<Endpoints> endpoints_ FAREBOX_GUARDED_BY(mutex_);
    MonotonicNs discovered_at_ FAREBOX_GUARDED_BY(mutex_) = 0;
};

/// A path that leads nowhere else: begins with one '/', no '\', no control characters.
bool is_own_path(std::string_view path);

}  // namespace farebox::collector
