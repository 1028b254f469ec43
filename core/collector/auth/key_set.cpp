#include "core/collector/auth/key_set.h"

#include "core/base/format.h"

namespace farebox::collector {
namespace {

constexpr MonotonicNs RefreshInterval = 60 * NsPerSecond;
constexpr MonotonicNs FreshFor = 3600 * NsPerSecond;
constexpr MonotonicNs GoodFor = 24 * 3600 * NsPerSecond;
constexpr std::size_t MaxKeys = 100;

bool is_allowed(const std::string& algorithm) {
    return algorithm == "RS256" || algorithm == "PS256" || algorithm == "ES256";
}

std::string kind_for(const std::string& algorithm) { return algorithm == "ES256" ? "EC" : "RSA"; }

}  // namespace

std::vector<KeySet::Key> KeySet::read_keys(const Json& document) {
    std::vector<Key> keys;
    const Json* list = find_member(document, "keys");
    if (list == nullptr || !list->is_array()) return keys;
    for (const Json& jwk : *list) {
        // "use" and "kid" may be absent; a key for encryption never signs.
        if (!jwk.is_object() || find_string(jwk, "use").value_or("sig") != "sig") continue;
        if (keys.size() == MaxKeys) break;
        keys.push_back({find_string(jwk, "kid").value_or(""), find_string(jwk, "alg").value_or(""), jwk});
    }
    return keys;
}

Result<void> KeySet::refresh(const std::string& url) {
    const MonotonicNs now = clock_.monotonic();
    if (was_asked_ && url == url_ && now - asked_at_ < RefreshInterval) return {};
    was_asked_ = true;
    asked_at_ = now;
    FAREBOX_TRY(answer, fetch_({.url = url}));
    if (answer.status != 200) {
        return unavailable(format("the identity provider answered {} to the request for its keys",
                                  answer.status));
    }
    FAREBOX_TRY(document, parse_json(answer.body));
    std::vector<Key> keys = read_keys(document);
    if (keys.empty()) return unavailable("the identity provider's key set holds no key that signs");
    keys_ = std::move(keys);
    url_ = url;
    read_at_ = now;
    return {};
}

Result<net::PublicKey> KeySet::find(const net::Jwt& token) const {
    const std::string algorithm = token.algorithm();
    const std::string id = token.key_id();
    const Key* found = nullptr;
    std::size_t fitting = 0;
    for (const Key& key : keys_) {
        if (find_string(key.jwk, "kty") != kind_for(algorithm)) continue;
        if (!key.algorithm.empty() && key.algorithm != algorithm) continue;
        if (!id.empty() && key.id != id) continue;
        found = &key;
        ++fitting;
    }
    if (fitting == 1) return net::PublicKey::from_jwk(found->jwk);
    return make_error(ErrorCode::Denied, "the ID token is signed by a key that the identity provider "
                                         "does not publish");
}

Result<void> KeySet::verify(const net::Jwt& token, const std::string& url) {
    if (!is_allowed(token.algorithm())) {
        return make_error(ErrorCode::Denied,
                          "the ID token is not signed with RS256, PS256 or ES256");
    }
    const LockGuard guard(mutex_);
    const bool is_stale = keys_.empty() || url != url_ || clock_.monotonic() - read_at_ > FreshFor;
    Result<void> refreshed = is_stale ? refresh(url) : Result<void>();
    auto key = find(token);
    if (!key && !is_stale) {
        refreshed = refresh(url);
        key = find(token);
    }
    const bool are_good = !keys_.empty() && clock_.monotonic() - read_at_ <= GoodFor;
    if (!are_good) {
        return refreshed ? unavailable("the identity provider's keys could not be read a moment ago")
                         : refreshed;
    }
    if (!key) return key.error();
    return token.verify(*key);
}

}  // namespace farebox::collector
