#include "core/net/jwt.h"

#include "core/base/base64.h"
#include "core/base/strings.h"

namespace farebox::net {
namespace {

Result<Json> object_part(std::string_view part, const char* what) {
    const auto text = base64url_decode(part);
    if (!text) return invalid(std::string("a token whose ") + what + " is not base64url");
    auto value = parse_json(*text);
    if (!value || !value->is_object()) {
        return invalid(std::string("a token whose ") + what + " is not a JSON object");
    }
    return value;
}

}  // namespace

Result<Jwt> parse_jwt(std::string_view token) {
    if (token.size() > MaxTokenSize) return invalid("a token of more than 64 KiB");
    const auto parts = split(token, '.');
    if (parts.size() != 3) return invalid("a token that is not header.claims.signature");
    FAREBOX_TRY(header, object_part(parts[0], "header"));
    FAREBOX_TRY(claims, object_part(parts[1], "body"));
    if (find_member(header, "crit") != nullptr) return invalid("a token with critical extensions");
    auto signature = base64url_decode(parts[2]);
    if (!signature) return invalid("a token whose signature is not base64url");
    const std::size_t signed_size = parts[0].size() + 1 + parts[1].size();
    return Jwt{std::move(header), std::move(claims), std::string(token.substr(0, signed_size)),
               *std::move(signature)};
}

Result<std::string> sign_jwt(const SigningKey& key, const Json& claims, const std::string& kid,
                             const std::string& typ) {
    Json header = {{"alg", "ES256"}};
    if (!typ.empty()) header["typ"] = typ;
    if (!kid.empty()) header["kid"] = kid;
    const std::string text =
        base64url_encode(to_text(header)) + "." + base64url_encode(to_text(claims));
    FAREBOX_TRY(signature, key.sign(text));
    return text + "." + base64url_encode(signature);
}

}  // namespace farebox::net
