#pragma once
// The same as Meter for OpenAI's Responses over a WebSocket, as Codex speaks it: many requests on
// one connection, each opened by the client's `response.create` and ended by the server's
// `response.completed`, `.failed`, `.incomplete` or an `error`.
//
// Both push functions run on the I/O thread, never fail and hold at most one request's text and the
// few events that matter for each open exchange. Finished exchanges are collected with
// take_finished() from the same thread; the Readings in them are computed there, a few tens of
// microseconds each.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/usage/reading.h"

namespace farebox::usage {

struct Exchange {
    /// The client's message, for agents::read_body_facts; empty when it was over 4 MiB.
    std::string request_text;
    Reading reading;
    std::int64_t request_bytes = 0;   ///< of the messages, uncompressed, without frame heads
    std::int64_t response_bytes = 0;
    bool ended = false;               ///< the terminal event was seen
};

class WebSocketMeter {
public:
    /// Sec-WebSocket-Extensions of the 101 answer; "" for none.
    explicit WebSocketMeter(std::string_view negotiated_extensions);
    ~WebSocketMeter();
    WebSocketMeter(WebSocketMeter&&) noexcept;
    WebSocketMeter& operator=(WebSocketMeter&&) noexcept;

    /// Bytes after the upgrade, as forwarded. Any split is fine.
    void push_client(std::string_view bytes) noexcept;
    void push_server(std::string_view bytes) noexcept;

    /// Exchanges that ended since the last call, in order.
    std::vector<Exchange> take_finished();
    /// The connection is gone: everything left, unfinished ones with what was seen.
    std::vector<Exchange> take_rest();
    /// Requests without an end yet; while it is 0 the connection is idle.
    int open_exchanges() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace farebox::usage
