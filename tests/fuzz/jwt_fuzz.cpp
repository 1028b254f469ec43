// A token of any bytes, and a key of any JSON: nothing passes but what was signed, and a key that is
// read says the same again.
#include "core/base/base64.h"
#include "core/base/json.h"
#include "core/net/jwt.h"
#include "core/net/signature.h"
#include "tests/fuzz/fuzz.h"

using namespace farebox;

namespace {

void check_base64url(std::string_view text) {
    if (const auto bytes = base64url_decode(text)) FUZZ_CHECK(base64url_encode(*bytes) == text);
    FUZZ_CHECK(base64url_decode(base64url_encode(text)) == std::string(text));
}

void check_key(std::string_view text) {
    const auto json = parse_json(text);
    if (!json) return;
    const auto key = net::PublicKey::from_jwk(*json);
    if (!key) return;
    const auto again = net::PublicKey::from_jwk(key->jwk());
    // OpenSSL tries a modulus with random bases: one that is no product of two primes may pass once.
    if (!again && find_string(*json, "kty") == "RSA") return;
    FUZZ_CHECK(again.has_value() && again->thumbprint() == key->thumbprint());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto key = net::SigningKey::generate();
    static const auto half = net::PublicKey::from_jwk(key->public_jwk());
    const std::string_view text = fuzz::as_text(data, size);
    check_base64url(text);
    check_key(text);
    const auto token = net::parse_jwt(text);
    if (!token) return 0;
    FUZZ_CHECK(text.starts_with(token->signed_part));
    FUZZ_CHECK(token->header.is_object() && token->claims.is_object());
    // The key is newer than any input.
    FUZZ_CHECK(!token->verify(*half));
    const auto signed_token = net::sign_jwt(*key, token->claims, token->key_id());
    FUZZ_CHECK(signed_token.has_value());
    const auto again = net::parse_jwt(*signed_token);
    FUZZ_CHECK(!again || again->verify(*half).has_value());
    return 0;
}
