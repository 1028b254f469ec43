#pragma once
// Which way out: straight, or through the company's HTTP proxy with CONNECT.
//
// The rules of NO_PROXY are those most clients share (curl, Go, Python): comma list; "*" means
// never use the proxy; a name matches itself and its subdomains, with or without a leading dot;
// "host:port" limits to a port; addresses match exactly; CIDR blocks match IPv4 literals.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/url.h"

namespace farebox::net {

struct ProxyRules {
    std::string https_proxy;  ///< URL, empty = none; "host:port" is taken as http://host:port
    std::string no_proxy;
};

/// HTTPS_PROXY / https_proxy, NO_PROXY / no_proxy of this process's environment.
ProxyRules proxy_rules_from_environment();

/// The proxy for a TLS connection to `host`, or nothing. Loopback never goes through a proxy.
/// An error names the setting when the proxy's URL is unusable.
Result<std::optional<Url>> choose_proxy(const ProxyRules& rules, std::string_view host,
                                        std::uint16_t port);

}  // namespace farebox::net
