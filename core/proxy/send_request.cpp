// The head and what is already here of the body go out as one write; the rest follows piece by
// piece. A body of known size up to LargestHeldBody is read straight into its final place and
// written from there; any other streams through the scratch, framing and trailers untouched.

#include "core/proxy/send_request.h"

#include "core/base/format.h"
#include "core/http/body_follower.h"

#include <asio/redirect_error.hpp>

namespace farebox::proxy {
namespace {

using net::IoState;
using net::Task;

// A client that waits for "100 Continue" is let go on after this long when the upstream is silent
// (RFC 9110, 10.1.1: it must not wait indefinitely either).
constexpr std::chrono::seconds ContinueLimit{1};

// How much is read from the agent at once: large enough that a 1 MB body is a handful of writes.
constexpr std::size_t PieceBytes = 256 * 1024;

bool held(const http::BodyFraming& framing) {
    return framing.kind == http::BodyKind::Length && framing.length <= LargestHeldBody;
}

Sent client_gone(std::string why = "the agent hung up while sending") {
    return {SendState::ClientGone, {}, std::move(why)};
}

Sent failed_write(const std::error_code& error) {
    return {SendState::UpstreamGone, {}, "sending the request: " + error.message()};
}

// An answer that comes while we are still sending (too large, not allowed, overloaded) must be
// read before the upstream closes under our writes.
bool read_early(net::Stream& upstream, Sent& sent) {
    const net::ReadResult got = upstream.try_read();
    if (got.state == IoState::WouldBlock) return false;
    if (!got.ok()) {
        sent = {SendState::UpstreamGone, {}, "the vendor closed the connection during the request"};
    } else {
        sent = {SendState::Early, std::string(got.bytes), {}};
    }
    return true;
}

Task<Sent> send_held(Client& client, net::Stream& upstream, Observation& seen) {
    BodyBuffer& body = seen.request.body;
    Sent sent;
    while (body.room() > 0) {
        std::span<char> space = body.free_space();
        if (space.size() > PieceBytes) space = space.first(PieceBytes);
        const net::ReadResult got = co_await client.stream.read_into(space);
        if (!got.ok()) co_return client_gone();
        body.add_filled(got.bytes.size());
        seen.request.body_bytes += got.bytes.size();
        const std::error_code error = co_await upstream.write(got.bytes);
        if (error) co_return failed_write(error);
        if (body.room() > 0 && read_early(upstream, sent)) co_return sent;
    }
    co_return sent;
}

Task<Sent> send_streamed(Client& client, net::Stream& upstream, const http::BodyFraming& framing,
                         Observation& seen) {
    http::BodyFollower follower(framing);
    std::vector<std::string_view> pieces;
    Sent sent;
    seen.request.body_missing = true;
    while (!follower.done()) {
        if (client.unread().empty()) {
            const net::ReadResult got = co_await client.stream.read();
            if (!got.ok()) {
                co_return client_gone();
            }
            client.set_unread(got.bytes);
        }
        pieces.clear();
        const Result<std::size_t> count = follower.consume(client.unread(), pieces);
        if (!count) co_return client_gone(count.error().message);
        for (const std::string_view piece : pieces) seen.request.body_bytes += piece.size();
        const std::string_view raw = client.unread().substr(0, *count);
        const std::error_code started = upstream.start_write({&raw, 1});
        client.take(*count);
        if (started) co_return failed_write(started);
        if (!client.unread().empty()) client.keep_unread();
        const std::error_code error = co_await upstream.finish_write();
        if (error) co_return failed_write(error);
        if (!follower.done() && read_early(upstream, sent)) co_return sent;
    }
    co_return sent;
}

// Waits until one of the two has something, or the limit passed.
Task<void> wait_for_either(net::IoContext& io, net::Stream& one, net::Stream& other) {
    auto limit = std::make_shared<net::Timer>(io, ContinueLimit);
    for (net::Stream* stream : {&one, &other}) {
        stream->socket().async_wait(net::TcpSocket::wait_read,
                                    [limit](const asio::error_code&) { limit->cancel(); });
    }
    asio::error_code ignored;
    co_await limit->async_wait(asio::redirect_error(net::use_task, ignored));
    one.cancel();
    other.cancel();
}

// The upstream's "100 Continue" is passed on; any other answer is the final one.
Task<Sent> await_continue(Client& client, net::Stream& upstream, Services& in) {
    Sent sent;
    co_await wait_for_either(in.io, upstream, client.stream);
    if (!read_early(upstream, sent) || sent.state != SendState::Early) co_return sent;
    const auto end = http::find_head_end(sent.early);
    if (end && sent.early.starts_with("HTTP/1.1 100")) {
        const std::error_code error = co_await client.stream.write(sent.early.substr(0, *end));
        if (error) co_return client_gone();
        sent.early.erase(0, *end);
        if (sent.early.empty()) sent.state = SendState::Done;
    }
    co_return sent;
}

}  // namespace

void hold_body(Client& client, const http::BodyFraming& framing, Observation& seen) {
    if (held(framing)) {
        seen.request.body = BodyBuffer(framing.length);
        const std::string_view here = client.unread().substr(0, framing.length);
        seen.request.body.append(here);
        seen.request.body_bytes = here.size();
        client.take(here.size());
    }
    client.keep_unread();
}

Task<Sent> send_request(Client& client, net::Stream& upstream, std::string_view head,
                        const http::BodyFraming& framing, Observation& seen, Services& in) {
    Sent sent;
    const std::string_view both[] = {head, seen.request.body.view()};
    if (const std::error_code error = upstream.start_write(both); error) {
        Sent nothing = failed_write(error);
        nothing.state = SendState::NothingSent;
        co_return nothing;
    }
    if (upstream.has_unsent()) {
        if (const std::error_code error = co_await upstream.finish_write(); error) {
            co_return failed_write(error);
        }
    }
    const bool body_follows = held(framing) ? seen.request.body.room() > 0
                                            : framing.kind != http::BodyKind::None;
    if (!body_follows) co_return sent;
    if (seen.request.head->has_token("Expect", "100-continue") && client.unread().empty()) {
        Sent waited = co_await await_continue(client, upstream, in);
        if (waited.state != SendState::Done) co_return waited;
    }
    if (held(framing)) co_return co_await send_held(client, upstream, seen);
    co_return co_await send_streamed(client, upstream, framing, seen);
}

}  // namespace farebox::proxy
