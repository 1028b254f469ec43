// The client: blocking, one connection per question, one deadline for the whole of it.

#include <algorithm>
#include <cerrno>

#include <poll.h>
#include <sys/socket.h>

#include "core/base/format.h"
#include "core/net/local_endpoint.h"
#include "core/net/posix/local_socket.h"

namespace farebox::net {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t MaxAnswer = 64 * 1024 * 1024;

Result<void> wait_for(int handle, short events, SteadyClock::time_point deadline) {
    for (;;) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(deadline - SteadyClock::now()).count();
        pollfd one{handle, events, 0};
        const int ready = poll(&one, 1, static_cast<int>(std::max<std::int64_t>(0, left)));
        if (ready > 0) return {};
        if (ready == 0) return unavailable("no answer in time");
        if (errno != EINTR) return system_error("waiting for the answer");
    }
}

Result<void> send_all(int handle, std::string_view bytes, SteadyClock::time_point deadline) {
    while (!bytes.empty()) {
        FAREBOX_TRY_VOID(wait_for(handle, POLLOUT, deadline));
        const ssize_t sent = send(handle, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN && errno != EINTR) return system_error("sending");
        if (sent > 0) bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return {};
}

Result<std::string> receive_all(int handle, SteadyClock::time_point deadline) {
    std::string bytes;
    char piece[64 * 1024];
    while (bytes.size() < MaxAnswer) {
        FAREBOX_TRY_VOID(wait_for(handle, POLLIN, deadline));
        const ssize_t got = recv(handle, piece, sizeof piece, 0);
        if (got == 0) return bytes;
        if (got > 0) bytes.append(piece, static_cast<std::size_t>(got));
        if (got < 0 && errno != EAGAIN && errno != EINTR) return system_error("receiving");
    }
    return Error{ErrorCode::TooLarge, format("the answer is larger than {} bytes", MaxAnswer)};
}

}  // namespace

Result<LocalResponse> request_local(const std::string& path, std::string_view method,
                                    std::string_view target, std::chrono::milliseconds timeout,
                                    std::string_view body) {
    const auto deadline = SteadyClock::now() + timeout;
    FAREBOX_TRY(socket, make_local_socket(Blocking::Yes));
    FAREBOX_TRY_VOID(connect_local(socket.get(), path));
    if (!is_trusted_peer(socket.get())) {
        return Error{ErrorCode::Denied, format("{} belongs to another user", path)};
    }
    FAREBOX_TRY_VOID(send_all(socket.get(), format_local_request(method, target, body), deadline));
    FAREBOX_TRY(bytes, receive_all(socket.get(), deadline));
    return parse_local_response(bytes);
}

class LocalStream::Socket {
public:
    explicit Socket(Descriptor handle) : handle_(std::move(handle)) {}

    Result<void> ask(std::string_view target) {
        const auto deadline = SteadyClock::now() + AskTime;
        FAREBOX_TRY_VOID(send_all(handle_.get(), format_local_request("GET", target), deadline));
        std::size_t head = std::string::npos;
        while ((head = waiting_.find("\r\n\r\n")) == std::string::npos) {
            FAREBOX_TRY_VOID(wait_for(handle_.get(), POLLIN, deadline));
            FAREBOX_TRY_VOID(receive());
        }
        if (!waiting_.starts_with("HTTP/1.1 200")) {
            return unavailable(format("the daemon answered \"{}\"",
                                      waiting_.substr(0, waiting_.find('\r'))));
        }
        waiting_.erase(0, head + 4);
        return {};
    }

    Result<std::string> read(std::chrono::milliseconds time) {
        if (waiting_.empty() && is_readable(time)) FAREBOX_TRY_VOID(receive());
        return std::exchange(waiting_, {});
    }

private:
    static constexpr std::chrono::seconds AskTime{5};

    bool is_readable(std::chrono::milliseconds time) {
        pollfd one{handle_.get(), POLLIN, 0};
        return poll(&one, 1, static_cast<int>(time.count())) > 0;
    }

    Result<void> receive() {
        char piece[16 * 1024];
        const ssize_t got = recv(handle_.get(), piece, sizeof piece, 0);
        if (got == 0) return unavailable("the daemon ended the stream");
        if (got < 0 && errno != EAGAIN && errno != EINTR) return system_error("receiving");
        if (got > 0) waiting_.append(piece, static_cast<std::size_t>(got));
        return {};
    }

    const Descriptor handle_;
    std::string waiting_;
};

LocalStream::LocalStream(std::unique_ptr<Socket> socket) : socket_(std::move(socket)) {}
LocalStream::~LocalStream() = default;

Result<std::unique_ptr<LocalStream>> LocalStream::open(const std::string& path,
                                                       std::string_view target) {
    FAREBOX_TRY(handle, make_local_socket(Blocking::Yes));
    FAREBOX_TRY_VOID(connect_local(handle.get(), path));
    if (!is_trusted_peer(handle.get())) {
        return Error{ErrorCode::Denied, format("{} belongs to another user", path)};
    }
    auto socket = std::make_unique<Socket>(std::move(handle));
    FAREBOX_TRY_VOID(socket->ask(target));
    return std::unique_ptr<LocalStream>(new LocalStream(std::move(socket)));
}

Result<std::string> LocalStream::read(std::chrono::milliseconds time) {
    return socket_->read(time);
}

}  // namespace farebox::net
