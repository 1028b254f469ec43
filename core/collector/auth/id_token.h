#pragma once
// What must hold of an ID token's claims (OpenID Connect Core, section 3.1.3.7), once its signature
// is right. Every comparison is exact: an issuer with a slash more is another issuer.

#include <optional>
#include <string>

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/base/result.h"

namespace farebox::collector {

/// Clocks may differ by this much.
constexpr std::int64_t IdTokenSkewSeconds = 60;

struct IdTokenRules {
    std::string issuer;
    std::string client_id;             ///< must be in `aud`
    std::optional<std::string> nonce;  ///< exact; absent: none was sent
    std::int64_t max_age_s = 0;        ///< since `iat`; 0: any within `exp`
};

/// Denied with the claim that is wrong; never with its value.
Result<void> check_id_claims(const Json& claims, const IdTokenRules& rules, UtcNs now);

}  // namespace farebox::collector
