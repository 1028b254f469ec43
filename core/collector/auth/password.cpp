#include "core/collector/auth/password.h"

#include <algorithm>
#include <memory>
#include <optional>

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include "core/base/base64.h"
#include "core/base/format.h"
#include "core/base/mutex.h"
#include "core/base/strings.h"
#include "core/net/sha256.h"

namespace farebox::collector {
namespace {

// OWASP's password storage page: N = 2^15, r = 8, p = 3 or N = 2^17, r = 8, p = 1 and between. One
// in a process at a time leaves room for p = 3 within a third of a second.
constexpr std::uint64_t LogN = 15;
constexpr std::uint64_t BlockSize = 8;
constexpr std::uint64_t Passes = 3;
constexpr std::size_t SaltSize = 16;
constexpr std::size_t HashSize = 32;
constexpr std::uint64_t MaxMemory = 256ULL << 20;
constexpr std::size_t MinCharacters = 12;
constexpr std::size_t MaxBytes = 256;

struct FreeKdf {
    void operator()(EVP_KDF* kdf) const { EVP_KDF_free(kdf); }
    void operator()(EVP_KDF_CTX* context) const { EVP_KDF_CTX_free(context); }
};

struct Work {
    std::uint64_t log_n = LogN;
    std::uint64_t r = BlockSize;
    std::uint64_t p = Passes;
    std::string salt;
};

std::string scrypt(std::string_view password, const Work& work) {
    static Mutex one_at_a_time;
    const LockGuard guard(one_at_a_time);
    const std::unique_ptr<EVP_KDF, FreeKdf> kdf(EVP_KDF_fetch(nullptr, OSSL_KDF_NAME_SCRYPT, nullptr));
    const std::unique_ptr<EVP_KDF_CTX, FreeKdf> context(EVP_KDF_CTX_new(kdf.get()));
    std::uint64_t n = 1ULL << work.log_n;
    std::uint64_t r = work.r;
    std::uint64_t p = work.p;
    std::uint64_t memory = MaxMemory;
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_PASSWORD, const_cast<char*>(password.data()),
                                          password.size()),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, const_cast<char*>(work.salt.data()),
                                          work.salt.size()),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_N, &n),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_R, &r),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_P, &p),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_MAXMEM, &memory),
        OSSL_PARAM_construct_end(),
    };
    std::string hash(HashSize, '\0');
    const bool made = context && EVP_KDF_derive(context.get(), reinterpret_cast<unsigned char*>(hash.data()),
                                                hash.size(), parameters) == 1;
    ERR_clear_error();
    return made ? hash : std::string();
}

struct Stored {
    Work work;
    std::string hash;
};

std::optional<Stored> parse_stored(std::string_view text) {
    const auto parts = split(text, '$');
    if (parts.size() != 6 || parts[0] != "scrypt") return std::nullopt;
    const auto log_n = parse_int(parts[1]);
    const auto r = parse_int(parts[2]);
    const auto p = parse_int(parts[3]);
    const auto salt = base64url_decode(parts[4]);
    const auto hash = base64url_decode(parts[5]);
    if (!log_n || !r || !p || !salt || !hash) return std::nullopt;
    if (*log_n < 10 || *log_n > 17 || *r < 1 || *r > 16 || *p < 1 || *p > 8) return std::nullopt;
    const auto size = [](std::int64_t number) { return static_cast<std::uint64_t>(number); };
    return Stored{{size(*log_n), size(*r), size(*p), *salt}, *hash};
}

std::size_t count_characters(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
    }));
}

}  // namespace

Result<std::string> hash_password(std::string_view password) {
    const Work work{.salt = net::random_bytes(SaltSize)};
    const std::string hash = scrypt(password, work);
    if (hash.empty()) return make_error(ErrorCode::Internal, "hashing a password: scrypt failed");
    return format("scrypt${}${}${}${}${}", work.log_n, work.r, work.p, base64url_encode(work.salt),
                  base64url_encode(hash));
}

bool is_password(std::string_view password, std::string_view stored) {
    const auto known = parse_stored(stored);
    const Work nobody{.salt = std::string(SaltSize, '\0')};
    const std::string hash = scrypt(password.substr(0, MaxBytes), known ? known->work : nobody);
    return known && !hash.empty() && net::equal_in_constant_time(hash, known->hash);
}

std::string why_password_is_weak(std::string_view password, std::string_view account) {
    if (count_characters(password) < MinCharacters) {
        return format("a password needs {} characters or more; four plain words do well", MinCharacters);
    }
    if (password.size() > MaxBytes) return format("a password has at most {} bytes", MaxBytes);
    if (password.find_first_not_of(password[0]) == std::string_view::npos) {
        return "a password of one character over and over is guessed at once";
    }
    if (!account.empty() && equals_ignore_case(password, account)) {
        return "the account's name is no password";
    }
    return "";
}

std::string make_password() {
    constexpr std::string_view Characters = "23456789abcdefghjkmnpqrstuvwxyz0";
    static_assert(Characters.size() == 32);
    std::string password;
    for (const char byte : net::random_bytes(25)) {
        if (password.size() % 6 == 5) password += '-';
        password += Characters[static_cast<unsigned char>(byte) & 31];
    }
    return password;
}

}  // namespace farebox::collector
