#include "core/net/sha256.h"

#include <limits>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include "core/base/check.h"

namespace farebox::net {
namespace {

std::string hex_of(std::string_view bytes) {
    static constexpr char Digits[] = "0123456789abcdef";
    std::string text;
    for (const char byte : bytes) {
        text += Digits[static_cast<unsigned char>(byte) >> 4];
        text += Digits[byte & 15];
    }
    return text;
}

}  // namespace

std::string sha256(std::string_view bytes) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest, &size, EVP_sha256(), nullptr) != 1) return {};
    return {reinterpret_cast<const char*>(digest), size};
}

std::string sha256_hex(std::string_view bytes) { return hex_of(sha256(bytes)); }

struct Sha256::Context {
    std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> digest{EVP_MD_CTX_new(), EVP_MD_CTX_free};
    bool is_sound = digest && EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr) == 1;
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {}
Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
    context_->is_sound = context_->is_sound &&
                         EVP_DigestUpdate(context_->digest.get(), bytes.data(), bytes.size()) == 1;
}

std::string Sha256::take_hex() {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    if (!context_->is_sound || EVP_DigestFinal_ex(context_->digest.get(), digest, &size) != 1) return {};
    context_->is_sound = false;
    return hex_of({reinterpret_cast<const char*>(digest), size});
}

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    FAREBOX_CHECK(key.size() <= static_cast<std::size_t>(std::numeric_limits<int>::max()));
    const auto* message = reinterpret_cast<const unsigned char*>(bytes.data());
    if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), message, bytes.size(), digest,
             &size) == nullptr) {
        return {};
    }
    return {reinterpret_cast<const char*>(digest), size};
}

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    FAREBOX_CHECK(count <= static_cast<std::size_t>(std::numeric_limits<int>::max()));
    FAREBOX_CHECK(RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()),
                             static_cast<int>(count)) == 1);
    return bytes;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace farebox::net
