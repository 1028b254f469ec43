// Events without a gap between them leave in one write, each in its own chunk; a gap, a stall or
// a fault flushes first. The schedule is absolute (start + k x gap), so that the mock does not
// drift when the machine is busy; time stamps are written when the event is due.
#include "tests/tools/mock_provider/sender.h"

#include <cstdio>

#include <time.h>

namespace farebox::mock {
namespace {

constexpr std::size_t MaxQueued = 16 * 1024;

std::string chunk(std::string_view data) {
    char size[24];
    const int length = std::snprintf(size, sizeof size, "%zx\r\n", data.size());
    std::string text(size, static_cast<std::size_t>(length));
    return text.append(data).append("\r\n");
}

}  // namespace

const char* reason_phrase(int status) {
    switch (status) {
        case 200: return "OK";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 402: return "Payment Required";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 413: return "Payload Too Large";
        case 417: return "Expectation Failed";
        case 426: return "Upgrade Required";
        case 429: return "Too Many Requests";
        case 500: return "Internal Server Error";
        case 503: return "Service Unavailable";
        case 529: return "Overloaded";
        default: return "Mock";
    }
}

std::string sse_text(const Event& event) {
    std::string text;
    text.reserve(event.name.size() + event.data.size() + 20);
    if (!event.name.empty()) text.append("event: ").append(event.name).append("\n");
    return text.append("data: ").append(event.data).append("\n\n");
}

void stamp_now(std::string& text) {
    const std::size_t at = text.find("@0000000000000000000@");
    if (at == std::string::npos) return;
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    char digits[24];
    std::snprintf(digits, sizeof digits, "%019lld",
                  static_cast<long long>(now.tv_sec) * 1'000'000'000LL + now.tv_nsec);
    text.replace(at + 1, 19, digits, 19);
}

Sender::Sender(wire::Stream& stream, const Behaviour& behaviour, Exchange& exchange, bool hashes,
               bool answers_http10)
    : stream_(stream), behaviour_(behaviour), exchange_(exchange),
      http10_(answers_http10 || behaviour.http10),
      keeps_(!http10_ && behaviour.close == Close::Keep),
      encoder_(make_encoder(behaviour.coding)) {
    if (hashes) sum_ = std::make_unique<wire::Sha256>();
}

std::string Sender::head(int status, const std::string& type, const std::string& extra,
                         std::int64_t length) {
    exchange_.status = status;
    std::string text = http10_ ? "HTTP/1.0 " : "HTTP/1.1 ";
    text += std::to_string(status) + " " + reason_phrase(status) + "\r\n";
    if (!type.empty()) text += "Content-Type: " + type + "\r\n";
    text += "request-id: " + make_id("req_", exchange_.seq) + "\r\n";
    text += "x-request-id: " + make_id("req_", exchange_.seq) + "\r\n";
    text += extra;
    if (encoder_) {
        text += std::string("Content-Encoding: ") + coding_token(behaviour_.coding) + "\r\n";
    }
    if (behaviour_.close == Close::Announced) text += "Connection: close\r\n";
    if (length >= 0) {
        text += "Content-Length: " + std::to_string(length) + "\r\n";
    } else if (!http10_) {
        chunked_ = true;
        text += "Transfer-Encoding: chunked\r\n";
        if (behaviour_.trailers) text += "Trailer: x-mock-trailer\r\n";
    }
    return text + "\r\n";
}

wire::Task<bool> Sender::send_document(int status, const std::string& type,
                                       const std::string& body, const std::string& extra,
                                       bool head_only) {
    if (behaviour_.first_byte_us > 0) co_await pause(behaviour_.first_byte_us);
    const std::string coded = encoder_ ? encoder_->encode(body) + encoder_->finish() : body;
    encoder_.reset();
    // Trailers need chunks; an old close-delimited answer has no length at all.
    const bool unsized = behaviour_.trailers || http10_;
    out_ = head(status, type, extra, unsized ? -1 : static_cast<std::int64_t>(coded.size()));
    if (!head_only) queue_coded(coded);
    exchange_.outcome = status / 100 == 2 || status == 426 ? "ok" : "error_status";
    if (head_only) co_return co_await flush();
    co_return co_await finish_stream();
}

/// Coding, hashing and framing of some plain bytes.
void Sender::queue(std::string_view plain) {
    if (encoder_) {
        queue_coded(encoder_->encode(plain));
    } else {
        queue_coded(plain);
    }
}

void Sender::queue_coded(std::string_view coded) {
    if (coded.empty()) return;
    exchange_.response_bytes += coded.size();
    if (sum_) sum_->update(coded);
    out_ += chunked_ ? chunk(coded) : std::string(coded);
}

wire::Task<bool> Sender::flush() {
    if (out_.empty()) co_return true;
    const bool sent = co_await stream_.write(out_);
    out_.clear();
    if (!sent) {
        keeps_ = false;
        exchange_.outcome = "client_gone";
        co_return false;
    }
    if (told_pending_ != Told::Nothing) exchange_.told = told_pending_;
    co_return true;
}

wire::Task<void> Sender::pause(std::int64_t us) {
    wire::Timer timer(stream_.socket().get_executor(), std::chrono::microseconds(us));
    asio::error_code ignored;
    co_await timer.async_wait(asio::redirect_error(wire::use_task, ignored));
}

void Sender::close_sum() {
    if (!sum_) return;
    exchange_.response_sha256 = sum_->hex();
    sum_.reset();
}

/// Waits in slices, so that a client that hangs up meanwhile is noticed. False when it did.
wire::Task<bool> Sender::stall() {
    constexpr std::int64_t SliceMs = 20;
    if (const bool ok = co_await flush(); !ok) co_return false;
    exchange_.outcome = "stalled";
    for (std::int64_t waited = 0; waited < behaviour_.stall_ms; waited += SliceMs) {
        co_await pause(SliceMs * 1000);
        if (stream_.is_peer_gone()) {
            keeps_ = false;
            exchange_.outcome = "client_gone";
            co_return false;
        }
    }
    exchange_.outcome = "open";
    co_return true;
}

wire::Task<void> Sender::cut() {
    if (const bool ok = co_await flush(); ok) exchange_.outcome = "cut";
    keeps_ = false;
    if (behaviour_.cut == Cut::Reset) {
        stream_.reset();
    } else {
        co_await stream_.finish();
    }
}

wire::Task<Sender::Step> Sender::fault_before(std::int64_t index, const Event& error) {
    if (index == behaviour_.stall_at) {
        if (const bool ok = co_await stall(); !ok) co_return Step::Stop;
    }
    if (index == behaviour_.cut_at) {
        co_await cut();
        co_return Step::Stop;
    }
    if (index == behaviour_.error_event_at) {
        queue(sse_text(error));
        if (const bool ok = co_await finish_stream(); ok) exchange_.outcome = "error_event";
        co_return Step::Stop;
    }
    co_return Step::Go;
}

wire::Task<bool> Sender::send_stream(std::vector<Event> events, const Event& error,
                                     const std::string& extra) {
    exchange_.streamed = true;
    if (!behaviour_.terminal && !events.empty()) events.pop_back();
    if (behaviour_.first_byte_us > 0) co_await pause(behaviour_.first_byte_us);
    out_ = head(200, "text/event-stream; charset=utf-8", "Cache-Control: no-cache\r\n" + extra, -1);

    wire::Clock::time_point due = wire::Clock::now();
    for (std::size_t i = 0; i < events.size(); ++i) {
        const Step step = co_await fault_before(static_cast<std::int64_t>(i), error);
        if (step == Step::Stop) {
            close_sum();
            co_return false;
        }
        if (events[i].is_delta && behaviour_.gap_us > 0) {
            if (const bool ok = co_await flush(); !ok) co_return false;
            due += std::chrono::microseconds(behaviour_.gap_us);
            wire::Timer timer(stream_.socket().get_executor(), due);
            asio::error_code ignored;
            co_await timer.async_wait(asio::redirect_error(wire::use_task, ignored));
        }
        std::string text = sse_text(events[i]);
        if (behaviour_.stamp) stamp_now(text);
        queue(text);
        if (events[i].told != Told::Nothing) told_pending_ = events[i].told;
        if (out_.size() > MaxQueued) {
            if (const bool ok = co_await flush(); !ok) co_return false;
        }
    }
    if (!behaviour_.terminal) {
        if (const bool ok = co_await finish_stream(); ok) exchange_.outcome = "no_terminal";
        co_return false;
    }
    co_return co_await finish_stream();
}

/// The coder's last bytes, the last chunk and the trailers.
wire::Task<bool> Sender::finish_stream() {
    if (encoder_) queue_coded(encoder_->finish());
    if (chunked_) {
        out_ += "0\r\n";
        if (behaviour_.trailers) out_ += "x-mock-trailer: kept\r\n";
        out_ += "\r\n";
    }
    if (exchange_.outcome == "open") exchange_.outcome = "ok";
    close_sum();
    co_return co_await flush();
}

}  // namespace farebox::mock
