#pragma once
// Absolute http(s) URLs as configured by people and found in git remotes.

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace farebox {

struct Url {
    std::string scheme;    ///< lower case: "http" or "https"
    std::string userinfo;  ///< "user:password" or empty; never logged
    std::string host;      ///< lower case, IPv6 without brackets
    std::uint16_t port = 0;///< always set (80 or 443 by default)
    std::string path;      ///< with the leading '/', or empty; without a trailing '/'
    std::string query;     ///< without '?'

    bool operator==(const Url&) const = default;
    bool is_default_port() const { return port == (scheme == "https" ? 443 : 80); }
    /// "host" or "host:port", IPv6 in brackets: the value of a Host header.
    std::string authority() const;
    /// Scheme, authority and path; never userinfo or query.
    std::string to_text() const;
};

/// Refuses other schemes, empty hosts, bad ports, control bytes and fragments.
Result<Url> parse_url(std::string_view text);

/// %41 -> A; "+" stays. Broken escapes are kept as they are.
std::string percent_decode(std::string_view text);

}  // namespace farebox
