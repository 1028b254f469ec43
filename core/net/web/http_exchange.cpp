// cpp-httplib as a parser. Its Server is never told to listen: process_request() is given a stream
// of ours, and the pre-routing hook and the content readers lead to the one handler.
//
// What it would do that a server at a company's border must not, and how it is kept from it:
//   * a head without end is read into memory without end: the stream counts, and fails at 64 KiB;
//   * Content-Length beside Transfer-Encoding, twice, or unreadable is taken somehow (request
//     smuggling behind a proxy): such a head is refused and the connection closed;
//   * a POST without either is read until the peer ends: it gets a length of 0;
//   * a body on GET stays in the stream as the next request: refused;
//   * gzip and multipart bodies are unpacked without a limit: the headers that ask for it are taken
//     out of its sight after we have copied them;
//   * the peer's address is written among the request's headers: taken out, too;
//   * answers are compressed with brotli at its slowest level: it is only told of gzip.

#include "core/net/web/http_exchange.h"

#include "core/base/clock.h"
#include "core/base/format.h"
#include "core/base/json.h"
#include "core/base/log.h"
#include "core/base/strings.h"

#include <httplib.h>

#include <algorithm>
#include <ctime>
#include <optional>

namespace farebox::net {
namespace {

constexpr std::size_t SmallestCompressed = 1024;

// The stream that process_request() reads the head and the body from.
class WireStream final : public httplib::Stream {
public:
    WireStream(Wire& wire, std::size_t head_limit) : wire_(wire), head_left_(head_limit) {}

    void end_of_head() { is_in_head_ = false; }

    bool is_readable() const override { return true; }
    bool is_writable() const override { return true; }
    ssize_t read(char* into, std::size_t size) override {
        if (begin_ == end_) {
            const long got = wire_.read(buffer_, sizeof buffer_);
            if (got <= 0) return got;
            begin_ = 0;
            end_ = std::size_t(got);
        }
        std::size_t count = std::min(size, end_ - begin_);
        if (is_in_head_) {
            count = std::min(count, head_left_);
            if (count == 0) return -1;
            head_left_ -= count;
        }
        std::copy_n(buffer_ + begin_, count, into);
        begin_ += count;
        return ssize_t(count);
    }
    ssize_t write(const char* from, std::size_t size) override {
        return wire_.write(from, size) ? ssize_t(size) : -1;
    }
    void get_remote_ip_and_port(std::string&, int&) const override {}
    void get_local_ip_and_port(std::string&, int&) const override {}
    int socket() const override { return wire_.descriptor(); }
    bool has_unread() const { return begin_ != end_; }

private:
    Wire& wire_;
    std::size_t head_left_;
    bool is_in_head_ = true;
    char buffer_[16 * 1024];
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

std::string http_date() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    char text[40];
    return std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts) > 0 ? text : "";
}

bool has_control(std::string_view text) {
    return std::ranges::any_of(text, [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; });
}

HttpResponse refusal(int status, std::string_view code, std::string_view message) {
    const Json body = {{"error", {{"code", code}, {"message", message}}}};
    return {.status = status, .content_type = "application/json", .body = to_text(body)};
}

bool carries_body(const std::string& method) {
    return method == "POST" || method == "PUT" || method == "PATCH" || method == "DELETE";
}

// Why the message cannot be told apart from the next one, or must not be read.
std::optional<HttpResponse> check_head(httplib::Request& request, std::size_t body_limit) {
    const auto lengths = request.get_header_value_count("Content-Length");
    const auto codings = request.get_header_value_count("Transfer-Encoding");
    if (lengths + codings > 1) {
        return refusal(400, "invalid", "more than one Content-Length or Transfer-Encoding");
    }
    if (codings == 1 && !equals_ignore_case(request.get_header_value("Transfer-Encoding"), "chunked")) {
        return refusal(501, "unsupported", "a Transfer-Encoding other than chunked");
    }
    std::int64_t length = 0;
    if (lengths == 1) {
        const std::string text = request.get_header_value("Content-Length");
        const auto number = parse_int(text);
        if (!number || *number < 0 || text.front() == '+') {
            return refusal(400, "invalid", "Content-Length is not a number");
        }
        length = *number;
    }
    if (!carries_body(request.method) && (codings == 1 || length > 0)) {
        return refusal(400, "invalid", request.method + " takes no body");
    }
    if (std::uint64_t(length) > body_limit) {
        return refusal(413, "too_large", format("the body is larger than {} bytes", body_limit));
    }
    for (const auto& [name, value] : request.headers) {
        if (has_control(value)) return refusal(400, "invalid", "a control character in a header");
    }
    if (lengths + codings == 0) request.headers.emplace("Content-Length", "0");
    return std::nullopt;
}

HttpRequest take_request(const httplib::Request& from, const Wire& wire) {
    HttpRequest request{.method = from.method,
                        .target = from.target,
                        .remote_address = wire.remote_address(),
                        .is_tls = wire.is_tls()};
    for (const auto& [name, value] : from.headers) {
        if (name == "REMOTE_ADDR" || name == "REMOTE_PORT" || name == "LOCAL_ADDR" ||
            name == "LOCAL_PORT") {
            continue;
        }
        request.headers.emplace_back(name, value);
    }
    return request;
}

}  // namespace

class HttpExchange::Parser final : public httplib::Server {
public:
    Parser(const ExchangeLimits& limits, const HttpHandler& handler, const std::atomic<bool>& is_stopping)
        : limits_(limits), handler_(handler), is_stopping_(is_stopping) {
        set_keep_alive_timeout(std::chrono::duration_cast<std::chrono::seconds>(limits.idle_deadline).count());
        set_keep_alive_max_count(1000);
        // Answers that are streamed look here for a sign that the server was stopped. The descriptor
        // is never used: neither listen() nor stop() is called.
        svr_sock_ = 0;
        // What carries no body is answered here; the others once theirs is read.
        set_pre_routing_handler([this](const httplib::Request&, httplib::Response& response) {
            if (!refusal_ && carries_body(request_.method)) return HandlerResponse::Unhandled;
            answer(response);
            return HandlerResponse::Handled;
        });
        const HandlerWithContentReader with_body = [this](const httplib::Request&,
                                                          httplib::Response& response,
                                                          const httplib::ContentReader& reader) {
            read_body(response, reader);
        };
        Post(AnyPath, with_body);
        Put(AnyPath, with_body);
        Patch(AnyPath, with_body);
        Delete(AnyPath, with_body);
    }

    bool serve(Wire& wire) {
        WireStream stream(wire, limits_.head_limit);
        wire_ = &wire;
        stream_ = &stream;
        must_close_ = false;
        bool is_closing = false;
        bool was_answered = false;
        try {
            was_answered = process_request(stream, is_stopping_, is_closing,
                                           [this](httplib::Request& request) { take_head(request); });
        } catch (const std::exception& thrown) {
            log_error("a connection was ended by a defect", {{"what", thrown.what()}});
            return false;
        }
        if (was_answered && must_close_) wire.end_gracefully();
        // A pipelined second request would have to be kept; nobody we know sends one.
        return was_answered && !must_close_ && !is_closing && !is_stopping_ && !stream.has_unread();
    }

private:
    void take_head(httplib::Request& request) {
        stream_->end_of_head();
        refusal_ = check_head(request, limits_.body_limit);
        request_ = take_request(request, *wire_);
        accepts_gzip_ = contains(to_lower(request.get_header_value("Accept-Encoding")), "gzip");
        current_ = &request;
        for (const char* name : {"Content-Encoding", "Content-Type", "Accept-Encoding"}) {
            request.headers.erase(name);
        }
        request.ranges.clear();
        if (!refusal_) return;
        // Neither is the rest of the message wanted, nor could it be told from the next one.
        must_close_ = true;
        request.headers.erase("Expect");
        request.headers.erase("Connection");
        request.headers.emplace("Connection", "close");
    }

    void read_body(httplib::Response& response, const httplib::ContentReader& reader) {
        bool is_too_large = false;
        const bool is_whole = reader([&](const char* bytes, std::size_t size) {
            is_too_large = request_.body.size() + size > limits_.body_limit;
            if (!is_too_large) request_.body.append(bytes, size);
            return !is_too_large;
        });
        if (!is_whole || is_too_large) {
            refusal_ = is_too_large ? refusal(413, "too_large",
                                              format("the body is larger than {} bytes", limits_.body_limit))
                                    : refusal(400, "invalid", "the body is cut short or comes too slowly");
            must_close_ = true;
            response.set_header("Connection", "close");
        }
        answer(response);
    }

    void answer(httplib::Response& response) {
        HttpResponse own = refusal_ ? *std::move(refusal_) : call_handler();
        refusal_.reset();
        response.status = own.status;
        response.headers.emplace("Date", http_date());
        for (const auto& [name, value] : own.headers) {
            // The library drops a value with a line break; a header is never silently lost here.
            if (has_control(value)) continue;
            response.headers.emplace(name, value);
        }
        const bool is_coded = response.has_header("Content-Encoding");
        if (accepts_gzip_ && !is_coded && (own.stream || own.body.size() >= SmallestCompressed)) {
            current_->headers.emplace("Accept-Encoding", "gzip");
        }
        response.headers.emplace("Vary", "Accept-Encoding");
        if (own.stream) {
            response.set_chunked_content_provider(
                own.content_type, [next = std::move(own.stream)](std::size_t, httplib::DataSink& sink) {
                    return write_next(next, sink);
                });
        } else if (!own.content_type.empty() || !own.body.empty()) {
            response.body = std::move(own.body);
            response.headers.emplace("Content-Type", own.content_type);
        }
    }

    static bool write_next(const std::function<Result<std::string>()>& next, httplib::DataSink& sink) {
        const Result<std::string> piece = next();
        if (!piece) {
            log_error("an answer was cut in the middle", {{"why", piece.error().message}});
            return false;
        }
        if (piece->empty()) {
            sink.done();
            return true;
        }
        return sink.write(piece->data(), piece->size());
    }

    HttpResponse call_handler() {
        try {
            return handler_(request_);
        } catch (const std::exception& thrown) {
            log_error("a handler was ended by a defect", {{"what", thrown.what()}});
            return refusal(500, "internal", "the server met a defect; its log says more");
        }
    }

    // "." would leave out a line break, which an escape can put into a path.
    static constexpr const char* AnyPath = R"([\s\S]*)";

    const ExchangeLimits limits_;
    const HttpHandler& handler_;
    const std::atomic<bool>& is_stopping_;

    // Of the request that is being served.
    Wire* wire_ = nullptr;
    WireStream* stream_ = nullptr;
    httplib::Request* current_ = nullptr;
    HttpRequest request_;
    std::optional<HttpResponse> refusal_;
    bool accepts_gzip_ = false;
    bool must_close_ = false;
};

HttpExchange::HttpExchange(const ExchangeLimits& limits, const HttpHandler& handler,
                   const std::atomic<bool>& is_stopping)
    : parser_(std::make_unique<Parser>(limits, handler, is_stopping)) {}

HttpExchange::~HttpExchange() = default;

bool HttpExchange::serve(Wire& wire) { return parser_->serve(wire); }

}  // namespace farebox::net
