#include "core/proxy/safety.h"

#include "core/base/format.h"
#include "core/base/strings.h"

namespace farebox::proxy {
namespace {

// The port is not compared: a page that rebinds a name still shows that name, and a forwarded port
// (a container, a relay) is a fair way to come here.
bool is_loopback_host(std::string_view host) {
    std::string_view name = host;
    std::string_view port_text;
    if (host.starts_with('[')) {
        const auto end = host.find(']');
        if (end == std::string_view::npos) return false;
        name = host.substr(0, end + 1);
        port_text = host.substr(end + 1);
    } else if (const auto colon = host.find(':'); colon != std::string_view::npos) {
        name = host.substr(0, colon);
        port_text = host.substr(colon);
    }
    if (!port_text.empty()) {
        if (!port_text.starts_with(':') || !parse_int(port_text.substr(1))) return false;
    }
    return name == "127.0.0.1" || name == "[::1]" || equals_ignore_case(name, "localhost");
}

}  // namespace

Result<void> check_caller(const http::RequestHead& head, std::uint16_t port) {
    const auto host = head.find("Host");
    // HTTP/1.0 programs may send none; a browser always does.
    if (host && !is_loopback_host(*host)) {
        return Error{ErrorCode::Denied,
                     format("the Host \"{}\" is not this machine's loopback address; use "
                            "http://127.0.0.1:{}",
                            printable(shorten(*host, 80)), port)};
    }
    const auto origin = head.find("Origin");
    if (origin && (*origin == "null" || origin->starts_with("http"))) {
        return Error{ErrorCode::Denied, "web pages may not use Farebox; the request carries an Origin"};
    }
    return {};
}

}  // namespace farebox::proxy
