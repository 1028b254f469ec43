#include "core/net/device_proof.h"

#include "core/base/base64.h"
#include "core/net/jwt.h"
#include "core/net/sha256.h"

namespace farebox::net {

std::string origin_of(const Url& url) { return url.scheme + "://" + url.authority(); }

std::string login_nonce(const std::string& device_id, const std::string& secret) {
    return base64url_encode(sha256(device_id + "." + secret));
}

std::string body_hash(std::string_view body) { return base64url_encode(sha256(body)); }

Result<std::string> make_device_proof(const SigningKey& key, const std::string& device_id,
                                      const std::string& audience, std::string_view body, UtcNs now) {
    const std::int64_t issued = now / NsPerSecond;
    const Json claims = {{"aud", audience},
                         {"iat", issued},
                         {"exp", issued + ProofSeconds},
                         {"jti", base64url_encode(random_bytes(16))},
                         {"bh", body_hash(body)}};
    FAREBOX_TRY(token, sign_jwt(key, claims, device_id, std::string(ProofType)));
    return std::string(ProofScheme) + token;
}

}  // namespace farebox::net
