#include "core/proxy/tunnel.h"

#include "core/proxy/admission.h"
#include "core/usage/websocket_meter.h"

#include <asio/redirect_error.hpp>

#include <exception>
#include <utility>

namespace farebox::proxy {
namespace {

using net::Task;

// Shared by the two directions, each a coroutine of its own.
struct Tunnel {
    Tunnel(net::IoContext& io, std::string_view extensions)
        : meter(extensions), up_done(io, net::Timer::time_point::max()) {}

    usage::WebSocketMeter meter;
    budget::Ticket ticket;  ///< of the open exchange, or of the next one
    net::Timer up_done;  ///< cancelled when the agent's direction has ended
    MonotonicNs asked = 0;       ///< when the open exchange began; 0 = none is open
    MonotonicNs first_byte = 0;  ///< when its answer began
    bool up_ended = false;
};

Task<void> pump_up(Client& client, net::Stream& upstream, Tunnel& tunnel, Services& in) {
    while (true) {
        if (client.unread().empty()) {
            const net::ReadResult got = co_await client.stream.read();
            if (!got.ok()) break;
            client.set_unread(got.bytes);
        }
        const std::string_view bytes = client.unread();
        // Near a limit the connection ends before the message leaves; the agent connects anew, is
        // sent to plain requests, and those are weighed one by one.
        if (!admit_message(bytes.size(), tunnel.ticket, in)) break;
        std::error_code error = upstream.start_write({&bytes, 1});
        tunnel.meter.push_client(bytes);
        if (tunnel.asked == 0 && tunnel.meter.open_exchanges() > 0) tunnel.asked = in.clock.monotonic();
        client.set_unread({});
        if (!error && upstream.has_unsent()) error = co_await upstream.finish_write();
        if (error) break;
    }
    // The upstream's side ends with this one: nobody is left to read it.
    upstream.cancel();
    tunnel.up_ended = true;
    tunnel.up_done.cancel();
}

// The exchanges that ended, with the times of the one that was open.
void record(std::vector<usage::Exchange> exchanges, Tunnel& tunnel, const Observation& upgrade,
            bool client_left, Services& in) {
    for (usage::Exchange& exchange : exchanges) {
        auto seen = std::make_shared<Observation>();
        const RequestFacts& first = upgrade.request;
        seen->request.connection = first.connection;
        seen->request.socket = first.socket;
        if (Result<http::RequestHead> head = http::RequestHead::parse(first.head->raw())) {
            seen->request.head = std::move(*head);
        }
        seen->request.route = first.route;
        seen->request.endpoint = first.endpoint;
        seen->request.endpoint.billable = true;
        const std::string& text = exchange.request_text;
        seen->request.body = BodyBuffer(text.size());
        seen->request.body.append(text);
        exchange.request_text.clear();
        seen->request.body_bytes = std::uint64_t(exchange.request_bytes);
        seen->response_bytes = std::uint64_t(exchange.response_bytes);
        seen->ended = in.clock.monotonic();
        seen->request.started = tunnel.asked != 0 ? tunnel.asked : seen->ended;
        seen->request.started_at = in.clock.now() - (seen->ended - seen->request.started);
        seen->first_byte = tunnel.first_byte;
        seen->http_status = 101;  // only an accepted upgrade gets here
        seen->event_stream = true;
        seen->response_complete = exchange.ended;
        seen->client_left = client_left && !exchange.ended;
        seen->exchange = std::move(exchange);
        seen->ticket = std::exchange(tunnel.ticket, {});
        in.recorder.begin(seen);
        in.recorder.finish(seen);
        ++in.counters.calls_total;
        tunnel.first_byte = 0;
        tunnel.asked = tunnel.meter.open_exchanges() > 0 ? seen->ended : 0;
    }
}

Task<void> pump_down(Client& client, net::Stream& upstream, std::string first, Tunnel& tunnel,
                     const Observation& upgrade, Services& in) {
    std::string_view bytes = first;
    while (true) {
        if (!bytes.empty()) {
            std::error_code error = client.stream.start_write({&bytes, 1});
            tunnel.meter.push_server(bytes);
            if (tunnel.asked != 0 && tunnel.first_byte == 0) tunnel.first_byte = in.clock.monotonic();
            record(tunnel.meter.take_finished(), tunnel, upgrade, /*client_left=*/false, in);
            if (!error && client.stream.has_unsent()) error = co_await client.stream.finish_write();
            if (error) break;
        }
        const net::ReadResult got = co_await upstream.read();
        if (!got.ok()) break;
        bytes = got.bytes;
    }
}

}  // namespace

Task<void> serve_tunnel(Client& client, net::Stream& upstream, const Passed& opened,
                        std::shared_ptr<Observation> upgrade, Services& in) {
    Tunnel tunnel(in.io, opened.extensions);
    tunnel.ticket = std::exchange(upgrade->ticket, {});
    net::start(in.io, pump_up(client, upstream, tunnel, in), "tunnel up");
    // Whatever ends this direction, a library's exception too: the other one holds references into
    // this frame and has to end first.
    std::exception_ptr failure;
    try {
        co_await pump_down(client, upstream, opened.rest, tunnel, *upgrade, in);
    } catch (...) {
        failure = std::current_exception();
    }
    const bool client_left = tunnel.up_ended;
    // The agent's direction may be waiting on either side.
    client.stream.cancel();
    upstream.cancel();
    asio::error_code ignored;
    if (!tunnel.up_ended) co_await tunnel.up_done.async_wait(asio::redirect_error(net::use_task, ignored));
    record(tunnel.meter.take_rest(), tunnel, *upgrade, client_left, in);
    if (tunnel.ticket) in.gate.release(tunnel.ticket);
    client.stream.close();
    upstream.close();
    if (failure) std::rethrow_exception(failure);
}

}  // namespace farebox::proxy
