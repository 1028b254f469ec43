#pragma once
// The identity provider's keys (a JWK set), kept and asked for again when it signs with a new one.
//
// A token may name any key id, so an unknown one leads to a request at most once a minute; in
// between it is refused from memory. Keys that were read stay good for a day when the provider
// cannot be reached, so its outage does not end logins that only need the signature.

#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/mutex.h"
#include "core/collector/auth/fetch.h"
#include "core/net/jwt.h"
#include "core/net/signature.h"

namespace farebox::collector {

/// Any thread; those that need a refresh wait for one of them.
class KeySet {
public:
    KeySet(Fetch fetch, const Clock& clock) : fetch_(std::move(fetch)), clock_(clock) {}

    /// Checks the signature by the key that the token's header names, or by the only one that fits
    /// when it names none. `url`: where the set is, as discovered. Errors: Denied (the signature, no
    /// such key, an algorithm that is not allowed), Unavailable (no keys to be had).
    Result<void> verify(const net::Jwt& token, const std::string& url);

private:
    struct Key {
        std::string id;
        std::string algorithm;  ///< "" when the set does not say
        Json jwk;
    };

    Result<void> refresh(const std::string& url) FAREBOX_REQUIRES(mutex_);
    Result<net::PublicKey> find(const net::Jwt& token) const FAREBOX_REQUIRES(mutex_);
    static std::vector<Key> read_keys(const Json& document);

    const Fetch fetch_;
    const Clock& clock_;

    mutable Mutex mutex_;
    std::vector<Key> keys_ FAREBOX_GUARDED_BY(mutex_);
    std::string url_ FAREBOX_GUARDED_BY(mutex_);
    bool was_asked_ FAREBOX_GUARDED_BY(mutex_) = false;
    MonotonicNs asked_at_ FAREBOX_GUARDED_BY(mutex_) = 0;
    MonotonicNs read_at_ FAREBOX_GUARDED_BY(mutex_) = 0;
};

}  // namespace farebox::collector
