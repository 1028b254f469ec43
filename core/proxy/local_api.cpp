#include "core/proxy/local_api.h"

#include "core/base/format.h"
#include "core/base/json.h"
#include "core/proxy/answers.h"
#include "core/proxy/call.h"

#include <asio/post.hpp>
#include <asio/redirect_error.hpp>

namespace farebox::proxy {
namespace {

using net::Task;

constexpr std::size_t LargestBody = 1024 * 1024;
constexpr std::chrono::seconds AnswerLimit{10};

struct Asking {
    explicit Asking(net::IoContext& io) : timer(io, AnswerLimit) {}
    net::Timer timer;
    int status = 503;
    std::string body;
};

std::string answer_text(int status, const std::string& body, bool keep_open) {
    return format(
        "HTTP/1.1 {} {}\r\nContent-Type: application/json\r\nCache-Control: no-store\r\n"
        "Content-Length: {}\r\n{}\r\n{}",
        status, reason_phrase(status), body.size(), keep_open ? "" : "Connection: close\r\n", body);
}

std::string error_body(std::string_view code, std::string_view message) {
    const Json body = {{"error", {{"code", std::string(code)}, {"message", std::string(message)}}}};
    return to_text(body) + "\n";
}

// False when the agent left before all of it was here.
Task<bool> read_body(Client& client, std::size_t length, std::string& body) {
    body = std::string(client.unread().substr(0, length));
    client.take(body.size());
    client.keep_unread();
    while (body.size() < length) {
        const net::ReadResult got = co_await client.stream.read();
        if (!got.ok()) co_return false;
        const std::string_view wanted = got.bytes.substr(0, length - body.size());
        body += wanted;
        client.set_unread(got.bytes.substr(wanted.size()));
        client.keep_unread();
    }
    co_return true;
}

Task<std::shared_ptr<Asking>> ask(LocalQuestion question, Services& in) {
    auto waiting = std::make_shared<Asking>(in.io);
    net::IoContext& io = in.io;
    const bool taken =
        in.local_api && in.local_api(std::move(question), [waiting, &io](int status, std::string body) {
            asio::post(io, [waiting, status, body = std::move(body)]() mutable {
                waiting->status = status;
                waiting->body = std::move(body);
                waiting->timer.cancel();
            });
        });
    asio::error_code ignored;
    if (taken) co_await waiting->timer.async_wait(asio::redirect_error(net::use_task, ignored));
    if (waiting->body.empty()) {
        waiting->body = error_body("unavailable", "the local API does not answer; is the daemon "
                                                  "starting or very busy? Try again");
    }
    co_return waiting;
}

}  // namespace

Task<After> serve_local(Client& client, const http::RequestHead& head,
                        const http::BodyFraming& framing, Services& in) {
    const bool has_body = framing.kind != http::BodyKind::None;
    if (has_body && (framing.kind != http::BodyKind::Length || framing.length > LargestBody)) {
        const std::string refusal = answer_text(
            413, error_body("too_large", "a body needs a Content-Length of at most 1 MiB"), false);
        co_await client.stream.write(refusal);
        co_return After::Close;
    }
    LocalQuestion question{std::string(head.method()), std::string(head.target()), {}, {}};
    for (const http::Header& header : head.headers()) {
        question.headers.emplace_back(header.name, header.value);
    }
    const bool is_whole =
        co_await read_body(client, has_body ? std::size_t(framing.length) : 0, question.body);
    if (!is_whole) co_return After::Close;

    const std::shared_ptr<Asking> answered = co_await ask(std::move(question), in);
    const bool keep_open = !head.has_token("Connection", "close") && head.minor_version() == 1;
    const std::error_code error =
        co_await client.stream.write(answer_text(answered->status, answered->body, keep_open));
    co_return !error && keep_open ? After::KeepOpen : After::Close;
}

}  // namespace farebox::proxy
