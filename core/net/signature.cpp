#include "core/net/signature.h"

#include <openssl/ec.h>
#include <openssl/rsa.h>

#include "core/base/format.h"
#include "core/net/evp_key.h"
#include "core/net/sha256.h"

namespace farebox::net {
namespace {

struct FreeDigest {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using DigestHandle = std::unique_ptr<EVP_MD_CTX, FreeDigest>;

struct FreeSignature {
    void operator()(ECDSA_SIG* signature) const { ECDSA_SIG_free(signature); }
};
using SignatureHandle = std::unique_ptr<ECDSA_SIG, FreeSignature>;

constexpr std::size_t HalfSize = 32;

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

// OpenSSL writes r and s as ASN.1, JSON Web Tokens as 32 bytes each.
std::string der_of(std::string_view halves) {
    SignatureHandle parts(ECDSA_SIG_new());
    BIGNUM* r = BN_bin2bn(bytes_of(halves), HalfSize, nullptr);
    BIGNUM* s = BN_bin2bn(bytes_of(halves.substr(HalfSize)), HalfSize, nullptr);
    if (!parts || ECDSA_SIG_set0(parts.get(), r, s) != 1) {
        BN_free(r);
        BN_free(s);
        return {};
    }
    unsigned char* der = nullptr;
    const int size = i2d_ECDSA_SIG(parts.get(), &der);
    if (size <= 0) return {};
    std::string text(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return text;
}

std::string halves_of(std::string_view der) {
    const unsigned char* at = bytes_of(der);
    SignatureHandle parts(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
    if (!parts) return {};
    unsigned char halves[2 * HalfSize];
    if (BN_bn2binpad(ECDSA_SIG_get0_r(parts.get()), halves, HalfSize) < 0 ||
        BN_bn2binpad(ECDSA_SIG_get0_s(parts.get()), halves + HalfSize, HalfSize) < 0) {
        return {};
    }
    return {reinterpret_cast<const char*>(halves), sizeof halves};
}

// PS256 is RSASSA-PSS with a salt as long as the digest (RFC 7518 section 3.5).
bool use_pss(EVP_PKEY_CTX* context) {
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
}

bool is_signed_by(evp_pkey_st* key, bool pss, std::string_view bytes, std::string_view signature) {
    DigestHandle context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* settings = nullptr;  // owned by context
    if (!context || EVP_DigestVerifyInit(context.get(), &settings, EVP_sha256(), nullptr, key) != 1) {
        return false;
    }
    if (pss && !use_pss(settings)) return false;
    return EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(bytes),
                            bytes.size()) == 1;
}

}  // namespace

Result<PublicKey> PublicKey::from_jwk(const Json& jwk) {
    FAREBOX_TRY(kept, defining_members(jwk));
    FAREBOX_TRY(handle, key_from_jwk(kept));
    return PublicKey(std::move(handle), std::move(kept));
}

Result<void> PublicKey::verify(std::string_view algorithm, std::string_view bytes,
                               std::string_view signature) const {
    const bool is_curve = EVP_PKEY_get_base_id(handle_.get()) == EVP_PKEY_EC;
    const bool fits = is_curve ? algorithm == "ES256" : algorithm == "RS256" || algorithm == "PS256";
    if (!fits) {
        return make_error(ErrorCode::Denied,
                          format("a signature by an {} key cannot be checked with another algorithm",
                                 is_curve ? "ES256" : "RS256 or PS256"));
    }
    std::string der;
    if (is_curve && signature.size() == 2 * HalfSize) der = der_of(signature);
    const bool right = is_signed_by(handle_.get(), algorithm == "PS256", bytes,
                                    is_curve ? std::string_view(der) : signature);
    forget_openssl_errors();
    if (!right) return make_error(ErrorCode::Denied, "the signature is wrong");
    return {};
}

std::string PublicKey::thumbprint() const { return thumbprint_of(jwk_); }

Result<SigningKey> SigningKey::generate() {
    return from_handle(KeyHandle(EVP_EC_gen("P-256")));
}

Result<std::string> SigningKey::sign(std::string_view bytes) const {
    DigestHandle context(EVP_MD_CTX_new());
    std::string der(static_cast<std::size_t>(EVP_PKEY_get_size(handle_.get())), '\0');
    std::size_t size = der.size();
    if (!context ||
        EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, handle_.get()) != 1 ||
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(der.data()), &size,
                       bytes_of(bytes), bytes.size()) != 1) {
        return make_error(ErrorCode::Internal, "signing with ES256: " + take_openssl_error());
    }
    std::string halves = halves_of(std::string_view(der).substr(0, size));
    if (halves.empty()) return make_error(ErrorCode::Internal, "signing with ES256: no signature");
    return halves;
}

std::string SigningKey::thumbprint() const { return thumbprint_of(public_jwk_); }

}  // namespace farebox::net
