#include "core/net/post.h"

#include <optional>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/base/url.h"
#include "core/net/upstream_pool.h"

namespace farebox::net {
namespace {

// What the function needs while it runs; its own, because it has a thread of its own. A coroutine
// that is not done in time goes with `io`, before what its stream refers to.
struct Post {
    Url url;
    std::string request;
    std::unique_ptr<TlsContext> tls;
    Scratch scratch;
    std::optional<Result<int>> answer;
    IoContext io{1};
    UpstreamPool pool{io, scratch, proxy_rules_from_environment()};
};

std::string format_request(const Url& url, std::string_view body) {
    std::string target = url.path.empty() ? "/" : url.path;
    if (!url.query.empty()) target += "?" + url.query;
    return format("POST {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: farebox\r\n"
                  "Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n"
                  "\r\n{}",
                  target, url.authority(), body.size(), body);
}

// "HTTP/1.1 204 No Content"
std::optional<int> parse_status(std::string_view head) {
    if (!head.starts_with("HTTP/1.") || head.size() < 12) return std::nullopt;
    const auto status = parse_int(head.substr(9, 3));
    return status ? std::optional(static_cast<int>(*status)) : std::nullopt;
}

Task<void> run(Post& post) {
    const Destination destination{post.url.host, post.url.port, post.tls.get()};
    Result<Connected> connected = co_await post.pool.take(destination, false);
    if (!connected) {
        post.answer = Result<int>(connected.error());
        co_return;
    }
    Stream& stream = *connected->stream;
    const std::error_code failed = co_await stream.write(post.request);
    std::string head;
    while (!failed && head.size() < 12) {
        const ReadResult got = co_await stream.read();
        if (!got.ok()) break;
        head += got.bytes;
    }
    if (const auto status = parse_status(head)) {
        post.answer = Result<int>(*status);
    } else {
        post.answer = Result<int>(unavailable(format("{} gave no answer", post.url.host)));
    }
}

}  // namespace

Result<int> post_json(const std::string& text, std::string_view body,
                      std::chrono::milliseconds limit) {
    FAREBOX_TRY(url, parse_url(text));
    Post post{std::move(url), ""};
    post.request = format_request(post.url, body);
    if (post.url.scheme == "https") {
        FAREBOX_TRY(tls, TlsContext::make(""));
        post.tls = std::move(tls);
    }
    start(post.io, run(post), "post");
    // The pool's timer would keep the context busy: one answer ends it.
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (!post.answer && std::chrono::steady_clock::now() < deadline) {
        if (post.io.run_one_until(deadline) == 0) break;
    }
    if (!post.answer) {
        return unavailable(format("{} gave no answer within {} ms", post.url.host, limit.count()));
    }
    return *post.answer;
}

}  // namespace farebox::net
