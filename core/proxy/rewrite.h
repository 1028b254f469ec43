#pragma once
// The two heads on their way through. Order, case and spelling of every end-to-end line are kept;
// only the request line, Host and the hop-by-hop lines (RFC 9110, 7.6.1) are ours to change.

#include <string>

#include "core/http/head.h"
#include "core/proxy/route.h"

namespace farebox::proxy {

/// True for a request that asks to become a WebSocket.
bool is_websocket_upgrade(const http::RequestHead& head);

/// The head as the upstream gets it, with its empty line.
std::string upstream_head(const http::RequestHead& head, const Route& route);

struct DownstreamOptions {
    bool close = false;     ///< say that the connection ends after this answer
    bool dechunk = false;   ///< the client speaks HTTP/1.0: no chunked framing
    bool switching = false; ///< 101: Connection and Upgrade must stay
};

/// The head as the agent gets it, with its empty line.
std::string downstream_head(const http::ResponseHead& head, DownstreamOptions options);

}  // namespace farebox::proxy
