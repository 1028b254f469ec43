#pragma once
// What a laptop sends with every request to the collector: a token that lives minutes, is good for
// one body and is accepted once. Nobody who reads the line later can send anything with it.
//
//     Authorization: Farebox <JWT, ES256, kid = device_id,
//         aud = origin of the collector, iat, exp, jti, bh = base64url(sha256(body))>
//
// The body is hashed as it goes over the wire, content coding included.

#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/url.h"
#include "core/net/signature.h"

namespace farebox::net {

constexpr std::string_view ProofScheme = "Farebox ";
/// The token's header `typ`, so that nothing else the key signs passes for a proof.
constexpr std::string_view ProofType = "farebox-proof+jwt";
/// How long a proof made here is good. The collector accepts none that is good for longer than
/// MaxProofSeconds.
constexpr std::int64_t ProofSeconds = 120;
constexpr std::int64_t MaxProofSeconds = 300;

/// "https://collector.acme.example" or "http://127.0.0.1:8788": scheme and authority of `url`.
std::string origin_of(const Url& url);
/// The claim `bh` of `body`.
std::string body_hash(std::string_view body);

/// The value of the Authorization header for one request. `now` is the collector's time as the
/// device knows it (own clock plus the skew measured).
Result<std::string> make_device_proof(const SigningKey& key, const std::string& device_id,
                                      const std::string& audience, std::string_view body, UtcNs now);

/// The `nonce` of a laptop's login at the identity provider: made of a random `secret` that the
/// laptop keeps until it binds (POST /v1/bind {id_token, nonce_secret}), so that an ID token caught
/// on its way binds no other device.
std::string login_nonce(const std::string& device_id, const std::string& secret);

}  // namespace farebox::net
