// Responses over WebSocket as Codex speaks it: each `response.create` is one text message, each
// event of the answer another. Extensions are never agreed to, so frames carry plain text.
#include "tests/tools/mock_provider/server.h"
#include "tests/tools/wire/hash.h"

namespace farebox::mock {
namespace {

enum Opcode : unsigned { Continuation = 0, Text = 1, CloseFrame = 8, Ping = 9, Pong = 10 };

struct Message {
    unsigned opcode = 0;
    std::string text;
};

/// Exactly `size` bytes; false when the connection ends first.
wire::Task<bool> read_exactly(wire::Reader& reader, std::size_t size, std::string& into) {
    auto bytes = co_await reader.read_body({wire::Framing::Length, size}, nullptr);
    if (!bytes) co_return false;
    into = std::move(*bytes);
    co_return true;
}

std::uint64_t big_endian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (const char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
    return value;
}

/// One frame, unmasked; `opcode` keeps the FIN bit 0x80.
wire::Task<std::optional<Message>> read_frame(wire::Reader& reader) {
    std::string start, extended, mask, payload;
    if (const bool ok = co_await read_exactly(reader, 2, start); !ok) co_return std::nullopt;
    std::uint64_t size = static_cast<unsigned char>(start[1]) & 0x7F;
    if (size >= 126) {
        const std::size_t bytes = size == 126 ? 2 : 8;
        const bool ok = co_await read_exactly(reader, bytes, extended);
        if (!ok) co_return std::nullopt;
        size = big_endian(extended);
    }
    const bool masked = (static_cast<unsigned char>(start[1]) & 0x80) != 0;
    if (masked) {
        if (const bool ok = co_await read_exactly(reader, 4, mask); !ok) co_return std::nullopt;
    }
    if (const bool ok = co_await read_exactly(reader, size, payload); !ok) co_return std::nullopt;
    for (std::size_t i = 0; masked && i < payload.size(); ++i) {
        payload[i] = static_cast<char>(payload[i] ^ mask[i % 4]);
    }
    co_return Message{static_cast<unsigned char>(start[0]), std::move(payload)};
}

std::string frame(unsigned opcode, std::string_view payload) {
    std::string out(1, static_cast<char>(0x80 | opcode));
    if (payload.size() < 126) {
        out += static_cast<char>(payload.size());
    } else {
        const int bytes = payload.size() < 65536 ? 2 : 8;
        out += static_cast<char>(bytes == 2 ? 126 : 127);
        for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
            out += static_cast<char>(payload.size() >> shift & 0xFF);
        }
    }
    return out.append(payload);
}

/// A whole message, fragments joined, pings answered. Absent at the end.
wire::Task<std::optional<Message>> read_message(wire::Stream& stream, wire::Reader& reader) {
    Message whole;
    for (;;) {
        auto part = co_await read_frame(reader);
        if (!part) co_return std::nullopt;
        const unsigned opcode = part->opcode & 0x0F;
        if (opcode == CloseFrame) {
            co_await stream.write(frame(CloseFrame, part->text));
            co_return std::nullopt;
        }
        if (opcode == Ping) co_await stream.write(frame(Pong, part->text));
        if (opcode == Ping || opcode == Pong) continue;
        if (opcode != Continuation) whole.opcode = opcode;
        whole.text += part->text;
        if ((part->opcode & 0x80) != 0) co_return whole;
    }
}

std::string describe_message(const Message& message) {
    return R"({"opcode":)" + std::to_string(message.opcode) + R"(,"bytes":)" +
           std::to_string(message.text.size()) + R"(,"sha256":")" +
           wire::sha256_hex(message.text) + "\"}";
}

/// The events of one answer as frames, with gaps, stalls and cuts. False when it was cut.
wire::Task<bool> play(wire::Stream& stream, std::vector<Event> events, const Behaviour& b,
                      Exchange& exchange) {
    wire::Timer timer(stream.socket().get_executor());
    asio::error_code ignored;
    if (!b.terminal && !events.empty()) events.pop_back();
    for (std::size_t i = 0; i < events.size(); ++i) {
        const auto index = static_cast<std::int64_t>(i);
        const std::int64_t wait_us = (events[i].is_delta ? b.gap_us : 0) +
                                     (index == b.stall_at ? b.stall_ms * 1000 : 0);
        if (wait_us > 0) {
            timer.expires_after(std::chrono::microseconds(wait_us));
            co_await timer.async_wait(asio::redirect_error(wire::use_task, ignored));
        }
        const bool is_error = index == b.error_event_at;
        if (index == b.cut_at) {
            exchange.outcome = "cut";
            if (b.cut == Cut::Reset) stream.reset();
            co_return false;
        }
        std::string text =
            is_error ? error_event(Vendor::OpenAi, true, b).data : std::move(events[i].data);
        if (b.stamp) stamp_now(text);
        exchange.response_bytes += text.size();
        if (const bool ok = co_await stream.write(frame(Text, text)); !ok) {
            exchange.outcome = "client_gone";
            co_return false;
        }
        if (events[i].told != Told::Nothing) exchange.told = events[i].told;
        if (is_error) {
            exchange.outcome = "error_event";
            co_return true;
        }
    }
    exchange.outcome = b.terminal ? "ok" : "no_terminal";
    co_return true;
}

/// `response.create` answered; each message is an exchange of its own in the records.
wire::Task<bool> answer_message(wire::Stream& stream, const Services& services,
                                const wire::Head& head, ConnectionInfo& connection,
                                const Message& message, Behaviour behaviour) {
    ExchangePtr exchange = services.recorder.begin_exchange(connection, head);
    exchange->route = "responses_websocket";
    exchange->streamed = true;
    exchange->status = 101;
    exchange->websocket_messages.push_back(describe_message(message));
    services.recorder.set_body(*exchange, head, message.text, message.text);

    const Prompt prompt = read_prompt(message.text, exchange->seq, behaviour);
    exchange->model = prompt.requested_model;
    if (const auto told = tell(behaviour)) exchange->tokens = *told;
    bool goes_on = false;
    if (behaviour.error_status != 0 && behaviour.error_event_at < 0) {
        exchange->outcome = "error_status";
        exchange->status = static_cast<int>(behaviour.error_status);
        std::string text = error_document(Vendor::OpenAi, behaviour);
        const std::string status = std::to_string(behaviour.error_status);
        text.insert(1, R"("type":"error","status":)" + status + ",");
        goes_on = co_await stream.write(frame(Text, text));
    } else {
        goes_on = co_await play(stream, responses_events(prompt, behaviour), behaviour, *exchange);
    }
    services.recorder.end_exchange(*exchange);
    co_return goes_on;
}

}  // namespace

wire::Task<void> serve_websocket(wire::Stream& stream, wire::Reader& reader,
                                 const Services& services, const wire::Head& head,
                                 const Behaviour& behaviour, ConnectionInfo& connection,
                                 ExchangePtr upgrade) {
    const int status = static_cast<int>(behaviour.websocket_status);
    upgrade->status = status;
    upgrade->outcome = "ok";
    if (status != 101) {
        Behaviour refusal = behaviour;
        refusal.close = Close::Announced;
        refusal.error_status = status;
        Sender sender(stream, refusal, *upgrade, services.recorder.keeps_requests(), false);
        co_await sender.send_document(status, "application/json",
                                      error_document(Vendor::OpenAi, refusal), "", false);
        services.recorder.end_exchange(*upgrade);
        co_return;
    }
    const std::string key(head.find("sec-websocket-key").value_or(""));
    co_await stream.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                          "Connection: Upgrade\r\nSec-WebSocket-Accept: " +
                          wire::websocket_accept(key) + "\r\n\r\n");
    services.recorder.end_exchange(*upgrade);
    // The behaviour taken for the upgrade also serves the first message.
    Behaviour next = behaviour;
    for (;;) {
        const auto message = co_await read_message(stream, reader);
        if (!message) co_return;
        const bool goes_on =
            co_await answer_message(stream, services, head, connection, *message, next);
        if (!goes_on) co_return;
        next = services.behaviours.take();
    }
}

}  // namespace farebox::mock
