// Reads the upstream's head, rewrites its hop-by-hop lines, then relays the body. Interim answers
// (100, 103) are passed as they are. The meter sees each piece after it was handed to the kernel,
// so that metering never delays a byte, and cannot break the stream.

#include "core/proxy/pass_response.h"

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/http/body_follower.h"
#include "core/proxy/client_watch.h"
#include "core/proxy/rewrite.h"

namespace farebox::proxy {
namespace {

using net::IoState;
using net::Task;

constexpr std::size_t LargestResponseHead = 256 * 1024;

// The parts of one answer's way back; lives on the frame of pass_response.
struct Relay {
    Client& client;
    net::Stream& upstream;
    Observation& seen;
    Services& in;
    ClientWatch& watch;
    bool http_1_0_client = false;
    std::string carry;           ///< bytes of the answer that were read but not used
    std::vector<std::string_view> pieces;
};

void mark_first_byte(Relay& relay) {
    if (relay.seen.first_byte == 0) relay.seen.first_byte = relay.in.clock.monotonic();
}

// The next complete head; nothing when the upstream ended or broke first (`seen.failure` says).
// Bytes behind the head stay in `rest`, which is valid until the next co_await.
Task<std::optional<http::ResponseHead>> read_head(Relay& relay, std::string_view& rest) {
    while (true) {
        if (const auto end = http::find_head_end(relay.carry)) {
            Result<http::ResponseHead> head = http::ResponseHead::parse(relay.carry.substr(0, *end));
            relay.carry.erase(0, *end);
            rest = relay.carry;
            if (head) co_return std::optional<http::ResponseHead>(std::move(*head));
            relay.seen.failure = "the vendor's answer is malformed: " + head.error().message;
            co_return std::nullopt;
        }
        if (relay.carry.size() > LargestResponseHead) {
            relay.seen.failure = "the vendor's answer has a head of more than 256 KB";
            co_return std::nullopt;
        }
        const net::ReadResult got = co_await relay.upstream.read();
        if (!got.ok()) {
            relay.seen.failure = got.state == IoState::End
                                     ? "the vendor closed the connection without an answer"
                                     : "reading the vendor's answer: " + got.error.message();
            co_return std::nullopt;
        }
        mark_first_byte(relay);
        relay.carry += got.bytes;
    }
}

// Asked once, at the first piece that the agent is not there to take.
void note_departure(Relay& relay) {
    Observation& seen = relay.seen;
    if (seen.client_left) return;
    seen.client_left = true;
    seen.client_left_early = seen.meter && !seen.meter->read().complete;
}

// Hands bytes to the agent. Once it has left they are only metered.
Task<void> deliver(Relay& relay, std::span<const std::string_view> bytes) {
    if (relay.watch.client_left()) {
        note_departure(relay);
        co_return;
    }
    std::error_code error = relay.client.stream.start_write(bytes);
    for (const std::string_view piece : relay.pieces) {
        relay.seen.response_bytes += piece.size();
        if (relay.seen.meter) relay.seen.meter->push(piece);
    }
    relay.pieces.clear();
    if (!error && relay.client.stream.has_unsent()) {
        error = co_await relay.client.stream.finish_write();
    }
    if (error) relay.watch.client_is_gone();
}

void meter_unwritten(Relay& relay) {
    for (const std::string_view piece : relay.pieces) {
        relay.seen.response_bytes += piece.size();
        if (relay.seen.meter) relay.seen.meter->push(piece);
    }
    relay.pieces.clear();
}

// One read's worth of body: follow, deliver, meter. Returns false when the framing is broken.
Task<bool> pass_piece(Relay& relay, http::BodyFollower& follower, std::string_view head,
                      std::string_view raw) {
    const MonotonicNs begin = relay.in.clock.monotonic();
    const Result<std::size_t> count = follower.consume(raw, relay.pieces);
    if (!count) {
        relay.seen.failure = "the vendor's answer is malformed: " + count.error().message;
        meter_unwritten(relay);
        co_return false;
    }
    if (relay.http_1_0_client) {
        std::string plain;
        for (const std::string_view piece : relay.pieces) plain += piece;
        const std::string_view bytes[] = {head, plain};
        co_await deliver(relay, bytes);
    } else {
        const std::string_view bytes[] = {head, raw.substr(0, *count)};
        co_await deliver(relay, bytes);
    }
    meter_unwritten(relay);
    if (!head.empty()) relay.seen.overhead_ns += relay.in.clock.monotonic() - begin;
    co_return true;
}

// From the first body byte to the end of the answer.
Task<void> pass_body(Relay& relay, const http::BodyFraming& framing, std::string head,
                     std::string_view rest) {
    http::BodyFollower follower(framing);
    bool intact = co_await pass_piece(relay, follower, head, rest);
    while (intact && !follower.done()) {
        const net::ReadResult got = co_await relay.upstream.read();
        if (got.state == IoState::End && follower.until_close()) break;
        if (!got.ok()) {
            if (!relay.watch.client_left()) {
                relay.seen.failure = got.state == IoState::End
                                         ? "the vendor closed the connection half-way"
                                         : "reading the vendor's answer: " + got.error.message();
            }
            co_return;
        }
        intact = co_await pass_piece(relay, follower, {}, got.bytes);
    }
    relay.seen.response_complete = intact;
}

void note_head(Observation& seen, const http::ResponseHead& head) {
    seen.http_status = head.status();
    const auto content_type = head.find("Content-Type").value_or("");
    seen.event_stream = content_type.starts_with("text/event-stream");
    for (const char* name : {"request-id", "x-request-id", "x-github-request-id"}) {
        if (const auto id = head.find(name); id && seen.vendor_request_id.empty()) {
            seen.vendor_request_id = shorten(*id, 200);
        }
    }
    if (seen.request.endpoint.billable) {
        seen.meter = std::make_unique<usage::Meter>(seen.request.endpoint.format, content_type,
                                                    head.find("Content-Encoding").value_or(""),
                                                    head.status());
    }
}

Task<Passed> pass_switch(Relay& relay, const http::ResponseHead& head, std::string_view rest) {
    Passed passed;
    passed.answered = passed.switched = true;
    passed.extensions = head.find("Sec-WebSocket-Extensions").value_or("");
    passed.rest = rest;
    const std::string out = downstream_head(head, {.switching = true});
    const std::string_view bytes[] = {out};
    co_await deliver(relay, bytes);
    co_return passed;
}

Task<Passed> pass_final(Relay& relay, const http::ResponseHead& head, std::string_view rest,
                        bool request_sent) {
    Passed passed;
    const http::RequestHead& request = *relay.seen.request.head;
    const Result<http::BodyFraming> framing = http::response_framing(head, request.method());
    if (!framing) {
        relay.seen.failure = "the vendor's answer is malformed: " + framing.error().message;
        co_return passed;
    }
    note_head(relay.seen, head);
    const bool until_close = framing->kind == http::BodyKind::UntilClose;
    relay.http_1_0_client = request.minor_version() == 0;
    passed.client_reusable = request_sent && !until_close && !relay.http_1_0_client &&
                             !request.has_token("Connection", "close") && !relay.in.stopping;
    passed.answered = true;
    std::string out = downstream_head(
        head, {.close = !passed.client_reusable,
               .dechunk = relay.http_1_0_client && framing->kind == http::BodyKind::Chunked});
    co_await pass_body(relay, *framing, std::move(out), rest);
    passed.upstream_reusable = relay.seen.response_complete && request_sent && !until_close &&
                               head.minor_version() == 1 &&
                               !head.has_token("Connection", "close");
    passed.client_reusable = passed.client_reusable && relay.seen.response_complete;
    co_return passed;
}

}  // namespace

Task<Passed> pass_response(Client& client, net::Stream& upstream, std::string early,
                           bool request_sent, Observation& seen, Services& in) {
    ClientWatch watch(in.io, client.stream, upstream, in.drain);
    Relay relay{client, upstream, seen, in, watch, false, std::move(early), {}};
    Passed passed;
    while (true) {
        std::string_view rest;
        const std::optional<http::ResponseHead> head = co_await read_head(relay, rest);
        if (!head) break;
        if (head->status() == 101) {
            passed = co_await pass_switch(relay, *head, rest);
            break;
        }
        if (head->status() >= 200) {
            passed = co_await pass_final(relay, *head, rest, request_sent);
            break;
        }
        if (seen.request.head->minor_version() == 1) {
            const std::string_view bytes[] = {head->raw()};
            co_await deliver(relay, bytes);
        }
    }
    seen.client_left = seen.client_left || watch.client_left();
    co_return passed;
}

}  // namespace farebox::proxy
