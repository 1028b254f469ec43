#include "core/net/web/trusted_proxies.h"

#include "core/base/format.h"
#include "core/base/strings.h"

#include <algorithm>

#include <arpa/inet.h>

namespace farebox::net {
namespace {

// 4 or 16 bytes; empty when it is no address. An IPv4 one in IPv6 clothes is IPv4.
std::string parse_address(std::string_view text) {
    const std::string copy(text);
    std::string bytes(16, '\0');
    if (::inet_pton(AF_INET, copy.c_str(), bytes.data()) == 1) return bytes.substr(0, 4);
    if (::inet_pton(AF_INET6, copy.c_str(), bytes.data()) != 1) return "";
    static const std::string mapped("\0\0\0\0\0\0\0\0\0\0\xff\xff", 12);
    return bytes.starts_with(mapped) ? bytes.substr(12) : bytes;
}

// Some proxies write a port behind the address: "192.0.2.7:4711", "[2001:db8::1]:4711".
std::string_view without_port(std::string_view text) {
    text = trim(text);
    if (text.starts_with('[')) return text.substr(1, text.find(']') - 1);
    const auto colon = text.find(':');
    const bool is_only_colon = colon != std::string_view::npos && text.find(':', colon + 1) == std::string_view::npos;
    return is_only_colon ? text.substr(0, colon) : text;
}

bool same_bits(const std::string& a, const std::string& b, int bits) {
    for (std::size_t i = 0; bits > 0; ++i, bits -= 8) {
        const int mask = bits >= 8 ? 0xff : 0xff << (8 - bits);
        if (((a[i] ^ b[i]) & mask) != 0) return false;
    }
    return true;
}

}  // namespace

Result<TrustedProxies> TrustedProxies::parse(const std::vector<std::string>& networks) {
    TrustedProxies parsed;
    for (const std::string& text : networks) {
        const auto slash = text.find('/');
        std::string bytes = parse_address(text.substr(0, slash));
        const int most = int(bytes.size()) * 8;
        const auto bits = slash == std::string::npos ? most : parse_int(text.substr(slash + 1)).value_or(-1);
        if (bytes.empty() || bits < 0 || bits > most) {
            return invalid(format("\"{}\" is no address or network such as 10.0.0.0/8", printable(text)));
        }
        parsed.networks_.push_back({std::move(bytes), int(bits)});
    }
    return parsed;
}

bool TrustedProxies::contains(std::string_view address) const {
    const std::string bytes = parse_address(address);
    return !bytes.empty() && std::ranges::any_of(networks_, [&](const Network& network) {
        return network.bytes.size() == bytes.size() && same_bits(network.bytes, bytes, network.bits);
    });
}

Caller TrustedProxies::find_caller(const Caller& peer, std::string_view forwarded_for,
                                   std::string_view forwarded_proto) const {
    if (!contains(peer.address)) return peer;
    Caller caller = peer;
    const auto hops = split(forwarded_for, ',');
    for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
        const std::string_view address = without_port(*hop);
        if (parse_address(address).empty()) break;
        caller.address = std::string(address);
        if (!contains(address)) break;
    }
    const auto protocols = split(forwarded_proto, ',');
    if (!protocols.empty()) caller.is_https = equals_ignore_case(trim(protocols.back()), "https");
    return caller;
}

}  // namespace farebox::net
