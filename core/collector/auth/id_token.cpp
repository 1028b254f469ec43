#include "core/collector/auth/id_token.h"

#include "core/base/format.h"

namespace farebox::collector {
namespace {

constexpr std::size_t MaxSubject = 255;  // OpenID Connect Core, section 2

Error wrong(std::string_view claim, std::string_view why) {
    return make_error(ErrorCode::Denied, format("the ID token's \"{}\" {}", claim, why));
}

// One text, or a list of texts. Several audiences need `azp`, the one that asked.
Result<void> check_audience(const Json& claims, const std::string& client_id) {
    const Json* aud = find_member(claims, "aud");
    std::size_t audiences = 0;
    bool is_ours = false;
    if (aud != nullptr && aud->is_string()) {
        audiences = 1;
        is_ours = *aud == client_id;
    } else if (aud != nullptr && aud->is_array()) {
        for (const Json& one : *aud) {
            if (!one.is_string()) return wrong("aud", "holds something other than texts");
            is_ours = is_ours || one == client_id;
        }
        audiences = aud->size();
    }
    if (!is_ours) return wrong("aud", "does not name this client");
    const Json* azp = find_member(claims, "azp");
    if (azp == nullptr && audiences > 1) return wrong("azp", "is missing beside several audiences");
    if (azp != nullptr && *azp != client_id) return wrong("azp", "names another client");
    return {};
}

Result<void> check_times(const Json& claims, const IdTokenRules& rules, std::int64_t now) {
    const auto expires = find_int(claims, "exp");
    const auto issued = find_int(claims, "iat");
    if (!expires || *expires <= now - IdTokenSkewSeconds) return wrong("exp", "has passed or is missing");
    if (!issued || *issued > now + IdTokenSkewSeconds) return wrong("iat", "is to come or is missing");
    if (rules.max_age_s > 0 && *issued < now - rules.max_age_s - IdTokenSkewSeconds) {
        return wrong("iat", "is too long ago");
    }
    if (find_member(claims, "nbf") != nullptr) {
        const auto begins = find_int(claims, "nbf");
        if (!begins || *begins > now + IdTokenSkewSeconds) return wrong("nbf", "is to come");
    }
    return {};
}

}  // namespace

Result<void> check_id_claims(const Json& claims, const IdTokenRules& rules, UtcNs now) {
    if (find_string(claims, "iss") != rules.issuer) return wrong("iss", "is not the issuer we trust");
    FAREBOX_TRY_VOID(check_audience(claims, rules.client_id));
    FAREBOX_TRY_VOID(check_times(claims, rules, now / NsPerSecond));
    const auto subject = find_string(claims, "sub");
    if (!subject || subject->empty() || subject->size() > MaxSubject) {
        return wrong("sub", "is missing or too long");
    }
    if (rules.nonce && find_string(claims, "nonce") != *rules.nonce) {
        return wrong("nonce", "is not that of this login");
    }
    return {};
}

}  // namespace farebox::collector
