#pragma once
// Who really asks when proxies stand in front: X-Forwarded-For and X-Forwarded-Proto, believed from
// named proxies only, because anyone can write them.

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace farebox::net {

struct Caller {
    std::string address;
    bool is_https = false;
};

/// Immutable; any thread.
class TrustedProxies {
public:
    TrustedProxies() = default;
    /// "10.0.0.0/8", "192.0.2.7", "2001:db8::/32". Invalid names the one that is none.
    static Result<TrustedProxies> parse(const std::vector<std::string>& networks);

    bool contains(std::string_view address) const;
    /// From the right of `forwarded_for`, as each proxy appends the one it heard from: the first that
    /// is no trusted proxy. The peer itself when it is not trusted or the list is unreadable.
    Caller find_caller(const Caller& peer, std::string_view forwarded_for,
                       std::string_view forwarded_proto) const;

private:
    struct Network {
        std::string bytes;  ///< 4 or 16
        int bits;
    };
    std::vector<Network> networks_;
};

}  // namespace farebox::net
