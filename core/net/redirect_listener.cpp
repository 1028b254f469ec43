#include "core/net/redirect_listener.h"

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/net/deadline.h"

namespace farebox::net {
namespace {

constexpr std::size_t LongestHead = 64 * 1024;
constexpr std::chrono::seconds RequestLimit{10};

std::string format_answer(int status, const std::string& page) {
    return format("HTTP/1.1 {} {}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n"
                  "Cache-Control: no-store\r\nContent-Security-Policy: default-src 'none'\r\n"
                  "Connection: close\r\n\r\n{}",
                  status, status == 200 ? "OK" : "Not Found", page.size(), page);
}

}  // namespace

Result<std::unique_ptr<RedirectListener>> RedirectListener::open(std::string path) {
    std::unique_ptr<RedirectListener> listener(new RedirectListener(std::move(path)));
    FAREBOX_TRY_VOID(listener->listener_.bind(0));
    return listener;
}

Task<void> RedirectListener::serve(TcpSocket socket, const std::string& page) {
    PlainStream stream(std::move(socket), scratch_);
    const Deadline deadline(io_, stream.socket(), RequestLimit);
    std::string head;
    while (head.find("\r\n\r\n") == std::string::npos && head.size() < LongestHead) {
        const ReadResult got = co_await stream.read();
        if (!got.ok()) co_return;
        head += got.bytes;
    }
    // "GET /path?query HTTP/1.1"
    const std::string_view line = std::string_view(head).substr(0, head.find("\r\n"));
    const auto target = between(line, "GET ", " HTTP/1.");
    const auto question = target ? target->find('?') : std::string_view::npos;
    const bool is_ours = target && target->substr(0, question) == path_ &&
                         question != std::string_view::npos;
    const std::string answer = is_ours ? format_answer(200, page) : format_answer(404, "");
    const std::string query = is_ours ? std::string(target->substr(question + 1)) : "";
    co_await stream.write(answer);
    stream.close();
    if (!is_ours) co_return;
    query_ = query;
    is_answered_ = true;
}

Result<std::string> RedirectListener::wait(std::chrono::seconds limit, const std::string& page) {
    listener_.start_accepting(
        [this, &page](TcpSocket socket) { start(io_, serve(std::move(socket), page), "redirect"); });
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (!is_answered_ && std::chrono::steady_clock::now() < deadline) {
        io_.run_one_until(deadline);
    }
    listener_.stop();
    if (!is_answered_) {
        return unavailable(format("nobody finished the login within {} s", limit.count()));
    }
    return query_;
}

}  // namespace farebox::net
