#pragma once
// Who may talk to a loopback port. Any web page and any other user of the machine can connect to
// it, so the request must show that it was meant for us and comes from a program, not a browser.

#include <string_view>

#include "core/base/result.h"
#include "core/http/head.h"

namespace farebox::proxy {

/// Denied when the Host is not this machine's loopback (DNS rebinding), or an Origin shows a web
/// page. `port` is ours, for the message.
Result<void> check_caller(const http::RequestHead& head, std::uint16_t port);

}  // namespace farebox::proxy
