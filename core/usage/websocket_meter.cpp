#include "core/usage/websocket_meter.h"

#include <deque>
#include <utility>

#include "core/http/websocket.h"
#include "core/usage/stream_tap.h"

namespace farebox::usage {
namespace {

constexpr std::size_t MaxRequestBytes = 4 * 1024 * 1024;

struct OpenExchange {
    Exchange exchange;
    StreamTap tap{WireFormat::OpenAiResponses};
};

bool is_end(std::string_view type) {
    return type == "response.completed" || type == "response.failed" ||
           type == "response.incomplete" || type == "response.done" || type == "error";
}

/// Where the type does not lead, only an event that carries usage or an error is worth a parse.
std::string type_of(std::string_view json) {
    if (const std::string_view type = leading_type(json); !type.empty()) return std::string(type);
    return skim_envelope(json).type;
}

}  // namespace

struct WebSocketMeter::State {
    explicit State(const http::WebSocketExtensions& extensions)
        : client(http::WebSocketSender::Client, extensions),
          server(http::WebSocketSender::Server, extensions) {}

    void take_client(const http::WebSocketMessage& message);
    void take_server(std::string_view message);
    Exchange close(OpenExchange& open, bool ended) const;

    http::WebSocketFollower client;
    http::WebSocketFollower server;
    std::deque<OpenExchange> open;    // the first one is being answered
    std::vector<OpenExchange> ended;
    bool is_broken = false;           // no figures any more; the connection goes on
};

void WebSocketMeter::State::take_client(const http::WebSocketMessage& message) {
    // Only a request is ever too large to be looked at.
    if (message.is_skipped || type_of(message.payload) == "response.create") open.emplace_back();
    if (open.empty()) return;
    Exchange& exchange = open.back().exchange;
    exchange.request_bytes += std::int64_t(message.payload.size());
    if (exchange.request_text.empty() && message.payload.size() <= MaxRequestBytes) {
        exchange.request_text = message.payload;
    }
}

void WebSocketMeter::State::take_server(std::string_view message) {
    if (open.empty()) return;
    OpenExchange& current = open.front();
    current.exchange.response_bytes += std::int64_t(message.size());
    current.tap.push_event(message);
    if (!is_end(type_of(message))) return;
    ended.push_back(std::move(current));
    open.pop_front();
}

Exchange WebSocketMeter::State::close(OpenExchange& exchange, bool has_ended) const {
    Carriage carriage;
    carriage.is_stream = true;
    carriage.truncated = exchange.tap.is_truncated();
    if (is_broken) carriage.note = "the WebSocket's frames could not be followed";
    exchange.exchange.reading = exchange.tap.tally().finish(carriage);
    exchange.exchange.ended = has_ended;
    return std::move(exchange.exchange);
}

WebSocketMeter::WebSocketMeter(std::string_view negotiated_extensions) {
    const auto extensions = http::parse_websocket_extensions(negotiated_extensions);
    state_ = std::make_unique<State>(extensions.value_or({}));
    state_->is_broken = !extensions.has_value();
}

WebSocketMeter::~WebSocketMeter() = default;
WebSocketMeter::WebSocketMeter(WebSocketMeter&&) noexcept = default;
WebSocketMeter& WebSocketMeter::operator=(WebSocketMeter&&) noexcept = default;

void WebSocketMeter::push_client(std::string_view bytes) noexcept {
    // One catch-all at the border: the connection must go on.
    try {
        while (!state_->is_broken) {
            const auto message = state_->client.next(bytes);
            if (!message) state_->is_broken = true;
            if (!message || !*message) return;
            state_->take_client(**message);
        }
    } catch (...) {
        state_->is_broken = true;
    }
}

void WebSocketMeter::push_server(std::string_view bytes) noexcept {
    try {
        while (!state_->is_broken) {
            const auto message = state_->server.next(bytes);
            if (!message) state_->is_broken = true;
            if (!message || !*message) return;
            state_->take_server((*message)->payload);
        }
    } catch (...) {
        state_->is_broken = true;
    }
}

std::vector<Exchange> WebSocketMeter::take_finished() {
    std::vector<Exchange> result;
    for (OpenExchange& exchange : state_->ended) {
        result.push_back(state_->close(exchange, /*has_ended=*/true));
    }
    state_->ended.clear();
    return result;
}

std::vector<Exchange> WebSocketMeter::take_rest() {
    std::vector<Exchange> result = take_finished();
    for (OpenExchange& exchange : state_->open) {
        result.push_back(state_->close(exchange, /*has_ended=*/false));
    }
    state_->open.clear();
    return result;
}

int WebSocketMeter::open_exchanges() const { return int(state_->open.size()); }

}  // namespace farebox::usage
