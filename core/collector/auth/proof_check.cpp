#include "core/collector/auth/proof_check.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/collector/auth/single_use.h"
#include "core/net/device_proof.h"
#include "core/net/jwt.h"

namespace farebox::collector {
namespace {

constexpr std::size_t MaxProofSize = 4096;
constexpr std::size_t MinIdSize = 16;
constexpr std::size_t MaxIdSize = 64;

struct Claims {
    std::string audience;
    std::string body_hash;
    std::string id;
    std::int64_t issued = 0;
    std::int64_t expires = 0;
};

std::optional<Claims> claims_of(const Json& json) {
    const auto audience = find_string(json, "aud");
    const auto hash = find_string(json, "bh");
    const auto id = find_string(json, "jti");
    const auto issued = find_int(json, "iat");
    const auto expires = find_int(json, "exp");
    if (!audience || !hash || !id || !issued || !expires) return std::nullopt;
    if (id->size() < MinIdSize || id->size() > MaxIdSize) return std::nullopt;
    return Claims{*audience, *hash, *id, *issued, *expires};
}

// Written so that no sum of foreign numbers can overflow.
bool is_timely(const Claims& claims, std::int64_t now) {
    constexpr std::int64_t MaxSeconds = INT64_MAX / NsPerSecond;
    if (claims.issued < 0 || claims.expires < claims.issued || claims.expires > MaxSeconds) return false;
    return claims.expires - claims.issued <= net::MaxProofSeconds &&
           claims.issued <= now + ProofSkewSeconds && claims.expires > now - ProofSkewSeconds;
}

Refused malformed() {
    return {401, "proof_malformed",
            "the request needs the header Authorization: Farebox <proof> of an enrolled device"};
}

Refused wrong(std::string_view what) {
    return {401, "proof_refused", format("the device's proof is refused: {}", what)};
}

}  // namespace

Admission<Device> check_device_proof(Session& session, std::string_view authorization,
                                     std::string_view body, std::span<const std::string> origins,
                                     UtcNs now) {
    if (!authorization.starts_with(net::ProofScheme)) return malformed();
    const std::string_view text = authorization.substr(net::ProofScheme.size());
    if (text.size() > MaxProofSize) return malformed();
    const auto token = net::parse_jwt(text);
    if (!token || find_string(token->header, "typ") != net::ProofType) return malformed();
    const auto claims = claims_of(token->claims);
    if (!claims) return malformed();

    // Whose is it?
    FAREBOX_ADMIT(device, find_device(session, token->key_id()));
    if (!device) return Refused{401, "device_unknown", "no such device is enrolled here: enrol again"};
    FAREBOX_ADMIT(key, net::PublicKey::from_jwk(device->public_key));
    if (!token->verify(key)) return wrong("its signature is not that of the device's key");
    if (device->revoked_at) return Refused{403, "device_revoked", "this device was revoked"};

    // Is it for us, about this body, and fresh?
    if (std::find(origins.begin(), origins.end(), claims->audience) == origins.end()) {
        return wrong("it was made for another address");
    }
    if (claims->body_hash != net::body_hash(body)) return wrong("it was made for another body");
    const std::int64_t seconds = now / NsPerSecond;
    if (!is_timely(*claims, seconds)) {
        return Refused{401, "proof_expired",
                       format("the proof is for another time; here it is {}", format_utc(now))};
    }
    FAREBOX_ADMIT(is_first, use_once(session, "proof:" + device->device_id + ":" + claims->id,
                                     (claims->expires + ProofSkewSeconds + 1) * NsPerSecond));
    if (!is_first) return Refused{401, "proof_replayed", "this proof was used before: make a new one"};
    return *std::move(device);
}

}  // namespace farebox::collector
