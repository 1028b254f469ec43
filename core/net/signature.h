#pragma once
// Keys that sign and keys that are checked, as JSON Web Keys (RFC 7517) and algorithms of RFC 7518.
//
// A laptop proves who it is with a P-256 key of its own; the collector signs policies with one; an
// identity provider signs its tokens with RSA or P-256 and publishes the public half. Three
// algorithms are known, ES256, RS256 and PS256; whatever else a token names is refused, "none" and
// the shared-secret ones above all.

#include <memory>
#include <string>
#include <string_view>

#include "core/base/json.h"
#include "core/base/result.h"

struct evp_pkey_st;

namespace farebox::net {

struct FreeKey {
    void operator()(evp_pkey_st* key) const;
};
using KeyHandle = std::unique_ptr<evp_pkey_st, FreeKey>;

/// The public half. Any thread.
class PublicKey {
public:
    /// {"kty":"EC","crv":"P-256","x","y"} with a point on the curve, or {"kty":"RSA","n","e"} of
    /// 2048 to 8192 bits with an odd e of at most 32 bits. Other members are ignored, a private
    /// half too. Errors: Invalid.
    static Result<PublicKey> from_jwk(const Json& jwk);

    /// Denied when `signature` is not that of `bytes`, when `algorithm` is none of the three, or
    /// when it is not for this kind of key.
    Result<void> verify(std::string_view algorithm, std::string_view bytes,
                        std::string_view signature) const;

    /// The members that define the key and no others, in the order of their names.
    const Json& jwk() const { return jwk_; }
    /// RFC 7638, base64url: a name that follows from the key.
    std::string thumbprint() const;

private:
    PublicKey(KeyHandle handle, Json jwk) : handle_(std::move(handle)), jwk_(std::move(jwk)) {}
    KeyHandle handle_;
    Json jwk_;
};

/// A P-256 key pair. Any thread. The private half is written to one file and shown nowhere.
class SigningKey {
public:
    static Result<SigningKey> generate();
    /// PEM (PKCS #8). NotFound without the file, Invalid for another kind of key.
    static Result<SigningKey> load(const std::string& path);
    static Result<SigningKey> from_pem(std::string_view pem);

    /// PEM, mode 0600.
    Result<void> save(const std::string& path) const;
    Result<std::string> to_pem() const;

    /// The public half: {"crv":"P-256","kty":"EC","x":...,"y":...}.
    const Json& public_jwk() const { return public_jwk_; }
    /// Thumbprint of the public half.
    std::string thumbprint() const;

    /// ES256: 64 bytes, r and s.
    Result<std::string> sign(std::string_view bytes) const;

private:
    SigningKey(KeyHandle handle, Json public_jwk)
        : handle_(std::move(handle)), public_jwk_(std::move(public_jwk)) {}
    static Result<SigningKey> from_handle(KeyHandle handle);
    KeyHandle handle_;
    Json public_jwk_;
};

}  // namespace farebox::net
