#pragma once
// JSON Web Tokens in their compact form (RFC 7519): header.claims.signature.
//
// Reading and checking are two steps, because the header says by which key to check; nothing of an
// unchecked token may be believed beyond finding that key.

#include <string>
#include <string_view>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/net/signature.h"

namespace farebox::net {

/// Longest token read. ID tokens with hundreds of groups stay under it.
constexpr std::size_t MaxTokenSize = 64 * 1024;

struct Jwt {
    Json header;
    Json claims;
    std::string signed_part;  ///< the bytes under the signature
    std::string signature;    ///< decoded

    std::string algorithm() const { return find_string(header, "alg").value_or(""); }
    std::string key_id() const { return find_string(header, "kid").value_or(""); }
    /// The key must fit the token's algorithm, which must be ES256, RS256 or PS256. Errors: Denied.
    Result<void> verify(const PublicKey& key) const {
        return key.verify(algorithm(), signed_part, signature);
    }
};

/// Three parts, the first two JSON objects, no critical header members (RFC 7515 section 4.1.11: who
/// does not know them must refuse). Errors: Invalid, without any of the token's text.
Result<Jwt> parse_jwt(std::string_view token);

/// {"alg":"ES256","typ":typ,"kid":kid}; members that are "" are left out.
Result<std::string> sign_jwt(const SigningKey& key, const Json& claims, const std::string& kid,
                             const std::string& typ = "JWT");

}  // namespace farebox::net
