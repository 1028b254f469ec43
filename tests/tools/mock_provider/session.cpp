// From the first byte of a request to the choice of its answer.
#include "tests/tools/mock_provider/session.h"

#include <algorithm>

#include "tests/tools/wire/hash.h"

namespace farebox::mock {
namespace {

/// Closes the stream when the time is up first.
struct Wait {
    wire::Timer timer;
    explicit Wait(wire::Stream& stream, std::int64_t ms) : timer(stream.socket().get_executor()) {
        if (ms <= 0) return;
        timer.expires_after(std::chrono::milliseconds(ms));
        timer.async_wait([&stream](const asio::error_code& failed) {
            if (!failed) stream.close();
        });
    }
};

bool is_http10(const wire::Head& head) { return head.third == "HTTP/1.0"; }

bool is_upgrade(const wire::Head& head) {
    return head.has("connection", "upgrade") && head.has("upgrade", "websocket");
}

Vendor vendor_of(Route route) {
    return route == Route::Messages || route == Route::CountTokens ? Vendor::Anthropic
                                                                   : Vendor::OpenAi;
}

bool is_model_route(Route route) {
    return route == Route::Messages || route == Route::Responses || route == Route::Chat;
}

std::string models_document(const wire::Head& head) {
    if (head.second.find("client_version=") != std::string::npos) return R"({"models":[]})";
    if (head.find("anthropic-version")) {
        return R"({"data":[{"type":"model","id":"claude-opus-5-5","display_name":"Mock",)"
               R"("created_at":"2026-01-01T00:00:00Z"}],"has_more":false,)"
               R"("first_id":"claude-opus-5-5","last_id":"claude-opus-5-5"})";
    }
    return R"({"object":"list","data":[{"id":"gpt-6-sol","object":"model",)"
           R"("created":1795300000,"owned_by":"mock"}]})";
}

std::string extra_headers(const Behaviour& b, const wire::Head& head, const std::string& body) {
    std::string lines;
    if (b.retry_after >= 0) lines += "retry-after: " + std::to_string(b.retry_after) + "\r\n";
    if (head.find("x-mock-verify")) {
        lines += "x-mock-body-sha256: " + wire::sha256_hex(body) + "\r\n";
    }
    return lines;
}

}  // namespace

wire::Task<bool> Session::serve_one() {
    std::optional<wire::Head> head;
    {
        Wait idle(stream_, services_.idle_timeout_ms);
        head = co_await reader_.read_head();
    }
    if (!head) co_return false;
    if (find_route(head->second) == Route::Control) co_return co_await serve_control_request(*head);

    behaviour_ = services_.behaviours.take();
    exchange_ = services_.recorder.begin_exchange(connection_, *head);
    route_ = find_route(head->second);
    exchange_->route = route_name(route_);
    if (behaviour_.drop == Drop::Head) co_return drop("dropped");
    if (is_upgrade(*head)) {
        co_await serve_websocket(stream_, reader_, services_, *head, behaviour_, connection_,
                                 exchange_);
        co_return false;
    }
    if (behaviour_.early_answer) {
        const bool keeps = co_await answer(*head, /*without_body=*/true);
        // The rest of the request is read so that closing does not reset the answer away.
        co_await reader_.read_body(wire::plan_request_body(*head), nullptr);
        co_return keeps;
    }
    if (const bool ok = co_await read_request(*head); !ok) co_return drop("body_cut");
    co_return co_await answer(*head, /*without_body=*/false);
}

wire::Task<bool> Session::serve_control_request(const wire::Head& head) {
    const auto body = co_await reader_.read_body(wire::plan_request_body(head), nullptr);
    if (!body) co_return false;
    co_return co_await serve_control(stream_, services_, head, *body);
}

bool Session::drop(const char* outcome) {
    exchange_->outcome = outcome;
    services_.recorder.end_exchange(*exchange_);
    if (behaviour_.cut == Cut::Reset) stream_.reset();
    return false;
}

wire::Task<bool> Session::read_request(const wire::Head& head) {
    if (head.has("expect", "100-continue")) {
        if (behaviour_.expect == Expect::Refuse) {
            behaviour_.error_status = 417;
            co_return true;
        }
        if (behaviour_.expect == Expect::Continue) {
            co_await stream_.write("HTTP/1.1 100 Continue\r\n\r\n");
        }
    }
    if (behaviour_.read_bytes > 0) {
        reader_.set_pace(static_cast<std::size_t>(behaviour_.read_bytes),
                         std::chrono::microseconds(behaviour_.read_pause_us));
    }
    std::string wire_body;
    std::string* framed = services_.recorder.keeps_requests() ? &wire_body : nullptr;
    auto body = co_await reader_.read_body(wire::plan_request_body(head), framed);
    reader_.set_pace(64 * 1024, std::chrono::microseconds(0));
    if (!body) co_return false;
    body_ = std::move(*body);
    services_.recorder.set_body(*exchange_, head, wire_body, body_);
    co_return true;
}

wire::Task<bool> Session::answer(const wire::Head& head, bool without_body) {
    const bool is_zstd = head.has("content-encoding", "zstd");
    if (without_body) body_.clear();
    const Prompt prompt =
        read_prompt(is_zstd ? decode_zstd(body_) : body_, exchange_->seq, behaviour_);
    exchange_->model = prompt.requested_model;
    if (behaviour_.drop == Drop::Body) co_return drop("dropped");
    if (without_body && behaviour_.error_status == 0) behaviour_.error_status = 413;

    extra_ = extra_headers(behaviour_, head, body_);
    if (const auto told = tell(behaviour_)) exchange_->tokens = *told;
    Sender sender(stream_, behaviour_, *exchange_, services_.recorder.keeps_requests(),
                  is_http10(head));
    if (behaviour_.error_status != 0 && behaviour_.error_event_at < 0) {
        co_await sender.send_document(static_cast<int>(behaviour_.error_status),
                                      "application/json",
                                      error_document(vendor_of(route_), behaviour_), extra_,
                                      head.first == "HEAD");
    } else if (!is_model_route(route_)) {
        co_await answer_other(sender, head);
    } else if (prompt.stream) {
        co_await answer_stream(sender, prompt);
    } else {
        co_await answer_document(sender, prompt);
    }
    if (exchange_->told == Told::Start) {
        exchange_->tokens.output_tokens =
            std::min(behaviour_.output_at_start, exchange_->tokens.output_tokens);
    }
    services_.recorder.end_exchange(*exchange_);
    co_return sender.keeps_connection() && !head.has("connection", "close");
}

wire::Task<void> Session::answer_stream(Sender& sender, const Prompt& prompt) {
    const bool is_responses = route_ == Route::Responses;
    auto events = route_ == Route::Messages ? anthropic_events(prompt, behaviour_)
                  : is_responses            ? responses_events(prompt, behaviour_)
                                            : chat_events(prompt, behaviour_);
    const Event error = error_event(vendor_of(route_), is_responses, behaviour_);
    co_await sender.send_stream(std::move(events), error, extra_);
}

wire::Task<void> Session::answer_document(Sender& sender, const Prompt& prompt) {
    const std::string document =
        route_ == Route::Messages    ? anthropic_document(prompt, behaviour_)
        : route_ == Route::Responses ? responses_document(prompt, behaviour_)
                                     : chat_document(prompt, behaviour_);
    const bool sent =
        co_await sender.send_document(200, "application/json", document, extra_, false);
    if (sent && tell(behaviour_)) exchange_->told = Told::Final;
}

wire::Task<void> Session::answer_other(Sender& sender, const wire::Head& head) {
    const std::int64_t input = behaviour_.usage.all_input();
    const std::string document =
        route_ == Route::Models        ? models_document(head)
        : route_ == Route::CountTokens ? R"({"input_tokens":)" + std::to_string(input) + "}"
        : route_ == Route::Hello       ? "{}"
                                       : R"({"error":{"message":"no such path"}})";
    const int status = route_ == Route::Unknown ? 404 : 200;
    co_await sender.send_document(status, "application/json", document, extra_,
                                  head.first == "HEAD");
}

}  // namespace farebox::mock
