#include "core/net/evp_key.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>

#include "core/base/base64.h"
#include "core/base/file_io.h"
#include "core/base/format.h"
#include "core/net/sha256.h"

namespace farebox::net {
namespace {

struct FreeOpenSsl {
    void operator()(BIGNUM* number) const { BN_free(number); }
    void operator()(OSSL_PARAM_BLD* builder) const { OSSL_PARAM_BLD_free(builder); }
    void operator()(OSSL_PARAM* parameters) const { OSSL_PARAM_free(parameters); }
    void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
    void operator()(BIO* memory) const { BIO_free(memory); }
};
template <class T>
using Handle = std::unique_ptr<T, FreeOpenSsl>;

constexpr std::size_t CoordinateSize = 32;
// 8192 bits. Checking costs time by the size, and the sender chooses it.
constexpr std::size_t MaxModulusSize = 1024;
constexpr int MinModulusBits = 2048;
constexpr std::size_t MaxExponentSize = 4;

Error bad_key(std::string_view why) { return invalid(format("reading a JSON Web Key: {}", why)); }

Result<std::string> bytes_member(const Json& jwk, const char* name, std::size_t limit) {
    const auto text = find_string(jwk, name);
    if (!text || text->size() > limit * 2) return bad_key(format("no usable member \"{}\"", name));
    auto bytes = base64url_decode(*text);
    if (!bytes || bytes->empty() || bytes->size() > limit) {
        return bad_key(format("member \"{}\" is not base64url of at most {} bytes", name, limit));
    }
    return *std::move(bytes);
}

Handle<BIGNUM> number_of(const std::string& bytes) {
    return Handle<BIGNUM>(BN_bin2bn(reinterpret_cast<const unsigned char*>(bytes.data()),
                                    static_cast<int>(bytes.size()), nullptr));
}

Result<KeyHandle> public_key(const char* type, OSSL_PARAM_BLD* builder) {
    Handle<OSSL_PARAM> parameters(OSSL_PARAM_BLD_to_param(builder));
    Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY* key = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) {
        return bad_key(take_openssl_error());
    }
    KeyHandle handle(key);
    Handle<EVP_PKEY_CTX> checker(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    if (!checker || EVP_PKEY_public_check(checker.get()) != 1) return bad_key(take_openssl_error());
    return handle;
}

Result<KeyHandle> curve_key(const Json& jwk) {
    FAREBOX_TRY(x, bytes_member(jwk, "x", CoordinateSize));
    FAREBOX_TRY(y, bytes_member(jwk, "y", CoordinateSize));
    if (x.size() != CoordinateSize || y.size() != CoordinateSize) {
        return bad_key("a coordinate of P-256 has 32 bytes");
    }
    const std::string point = "\x04" + x + y;  // 04: both coordinates follow (SEC 1, 2.3.3)
    Handle<OSSL_PARAM_BLD> builder(OSSL_PARAM_BLD_new());
    if (!builder ||
        OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                         point.size()) != 1) {
        return bad_key(take_openssl_error());
    }
    return public_key("EC", builder.get());
}

Result<KeyHandle> rsa_key(const Json& jwk) {
    FAREBOX_TRY(n, bytes_member(jwk, "n", MaxModulusSize));
    FAREBOX_TRY(e, bytes_member(jwk, "e", MaxExponentSize));
    const Handle<BIGNUM> modulus = number_of(n);
    const Handle<BIGNUM> exponent = number_of(e);
    Handle<OSSL_PARAM_BLD> builder(OSSL_PARAM_BLD_new());
    if (!modulus || !exponent || !builder) return bad_key("out of memory");
    if (BN_num_bits(modulus.get()) < MinModulusBits) return bad_key("an RSA key under 2048 bits");
    if (BN_is_odd(exponent.get()) == 0 || BN_is_one(exponent.get()) == 1) {
        return bad_key("an RSA exponent that is even or 1");
    }
    if (OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) != 1) {
        return bad_key(take_openssl_error());
    }
    return public_key("RSA", builder.get());
}

Result<std::string> coordinate(EVP_PKEY* key, const char* name) {
    BIGNUM* raw = nullptr;
    unsigned char bytes[CoordinateSize];
    const int found = EVP_PKEY_get_bn_param(key, name, &raw);
    const Handle<BIGNUM> number(raw);
    if (found != 1 || BN_bn2binpad(number.get(), bytes, sizeof bytes) < 0) {
        return invalid("reading a P-256 key: " + take_openssl_error());
    }
    return base64url_encode({reinterpret_cast<const char*>(bytes), sizeof bytes});
}

}  // namespace

void FreeKey::operator()(evp_pkey_st* key) const { EVP_PKEY_free(key); }

std::string take_openssl_error() {
    const unsigned long code = ERR_get_error();
    char text[256] = "no reason given";
    if (code != 0) ERR_error_string_n(code, text, sizeof text);
    ERR_clear_error();
    return text;
}

void forget_openssl_errors() { ERR_clear_error(); }

Result<Json> defining_members(const Json& jwk) {
    const std::string type = find_string(jwk, "kty").value_or("");
    if (type == "EC" && find_string(jwk, "crv") != "P-256") return bad_key("a curve other than P-256");
    if (type != "EC" && type != "RSA") return bad_key("a kind of key other than EC and RSA");
    Json members = Json::object();
    for (const char* name : {"crv", "e", "kty", "n", "x", "y"}) {
        const bool is_of_curve = name[0] == 'c' || name[0] == 'x' || name[0] == 'y';
        const bool is_of_rsa = name[0] == 'e' || name[0] == 'n';
        if ((type == "EC" && is_of_rsa) || (type == "RSA" && is_of_curve)) continue;
        if (const auto value = find_string(jwk, name)) members[name] = *value;
    }
    return members;
}

Result<KeyHandle> key_from_jwk(const Json& members) {
    return find_string(members, "kty") == "EC" ? curve_key(members) : rsa_key(members);
}

Result<Json> jwk_of_curve_key(EVP_PKEY* key) {
    char group[32] = "";
    std::size_t size = 0;
    if (EVP_PKEY_get_base_id(key) != EVP_PKEY_EC ||
        EVP_PKEY_get_group_name(key, group, sizeof group, &size) != 1 ||
        (std::string_view(group) != "prime256v1" && std::string_view(group) != "P-256")) {
        forget_openssl_errors();
        return invalid("the key is not one of P-256");
    }
    FAREBOX_TRY(x, coordinate(key, OSSL_PKEY_PARAM_EC_PUB_X));
    FAREBOX_TRY(y, coordinate(key, OSSL_PKEY_PARAM_EC_PUB_Y));
    return Json{{"crv", "P-256"}, {"kty", "EC"}, {"x", x}, {"y", y}};
}

std::string thumbprint_of(const Json& members) {
    return base64url_encode(sha256(to_text(members)));
}

Result<SigningKey> SigningKey::from_handle(KeyHandle handle) {
    if (!handle) return make_error(ErrorCode::Internal, "making a key: " + take_openssl_error());
    FAREBOX_TRY(jwk, jwk_of_curve_key(handle.get()));
    return SigningKey(std::move(handle), std::move(jwk));
}

Result<SigningKey> SigningKey::from_pem(std::string_view pem) {
    Handle<BIO> memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    // Without a callback of ours an encrypted key would ask for its password on the terminal.
    const auto no_password = [](char*, int, int, void*) { return -1; };
    KeyHandle handle(PEM_read_bio_PrivateKey(memory.get(), nullptr, no_password, nullptr));
    if (!handle) return invalid("reading a private key in PEM: " + take_openssl_error());
    return from_handle(std::move(handle));
}

Result<SigningKey> SigningKey::load(const std::string& path) {
    FAREBOX_TRY(pem, load_file(path, 64 * 1024));
    return from_pem(pem).with_context(path);
}

Result<std::string> SigningKey::to_pem() const {
    Handle<BIO> memory(BIO_new(BIO_s_mem()));
    if (!memory || PEM_write_bio_PKCS8PrivateKey(memory.get(), handle_.get(), nullptr, nullptr, 0,
                                                 nullptr, nullptr) != 1) {
        return make_error(ErrorCode::Internal, "writing a private key: " + take_openssl_error());
    }
    char* text = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &text);
    return std::string(text, static_cast<std::size_t>(size));
}

Result<void> SigningKey::save(const std::string& path) const {
    FAREBOX_TRY(pem, to_pem());
    return save_file(path, pem);
}

}  // namespace farebox::net
