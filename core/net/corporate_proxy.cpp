#include "core/net/corporate_proxy.h"

#include "core/base/format.h"
#include "core/base/strings.h"

#include <cstdlib>

#include <asio/ip/address_v4.hpp>

namespace farebox::net {
namespace {

std::string environment(const char* upper, const char* lower) {
    const char* value = std::getenv(lower);
    if (value == nullptr) value = std::getenv(upper);
    return value == nullptr ? "" : value;
}

std::optional<std::uint32_t> ipv4(std::string_view text) {
    asio::error_code error;
    const auto address = asio::ip::make_address_v4(std::string(text), error);
    if (error) return std::nullopt;
    return address.to_uint();
}

bool matches_block(std::string_view entry, std::string_view host) {
    const auto slash = entry.find('/');
    if (slash == std::string_view::npos) return false;
    const auto network = ipv4(entry.substr(0, slash));
    const auto bits = parse_int(entry.substr(slash + 1));
    const auto address = ipv4(host);
    if (!network || !address || !bits || *bits < 0 || *bits > 32) return false;
    const std::uint32_t mask = *bits == 0 ? 0 : ~std::uint32_t(0) << (32 - *bits);
    return (*network & mask) == (*address & mask);
}

bool matches(std::string_view entry, std::string_view host, std::uint16_t port) {
    if (entry == "*" || matches_block(entry, host)) return true;
    const auto colon = entry.rfind(':');
    if (colon != std::string_view::npos && entry.find(':') == colon) {
        if (parse_int(entry.substr(colon + 1)) != std::int64_t(port)) return false;
        entry = entry.substr(0, colon);
    }
    if (entry.starts_with("*.")) entry.remove_prefix(1);
    if (entry.starts_with('.')) entry.remove_prefix(1);
    if (entry.empty()) return false;
    if (equals_ignore_case(entry, host)) return true;
    return host.size() > entry.size() && host[host.size() - entry.size() - 1] == '.' &&
           equals_ignore_case(host.substr(host.size() - entry.size()), entry);
}

bool is_loopback(std::string_view host) {
    return host == "localhost" || host == "::1" || host.starts_with("127.");
}

}  // namespace

ProxyRules proxy_rules_from_environment() {
    return {environment("HTTPS_PROXY", "https_proxy"), environment("NO_PROXY", "no_proxy")};
}

Result<std::optional<Url>> choose_proxy(const ProxyRules& rules, std::string_view host,
                                        std::uint16_t port) {
    const std::string_view setting = trim(rules.https_proxy);
    if (setting.empty() || is_loopback(host)) return std::optional<Url>();
    for (const auto entry : split(rules.no_proxy, ',')) {
        if (matches(trim(entry), host, port)) return std::optional<Url>();
    }
    const std::string url_text =
        contains(setting, "://") ? std::string(setting) : "http://" + std::string(setting);
    Result<Url> url = parse_url(url_text);
    if (!url) {
        return url.error().with_context("the HTTPS_PROXY setting cannot be used");
    }
    if (url->scheme != "http") {
        return invalid("the HTTPS_PROXY setting cannot be used: only http:// proxies are supported "
                       "(the connection inside is TLS all the same)");
    }
    return std::optional<Url>(std::move(*url));
}

}  // namespace farebox::net
