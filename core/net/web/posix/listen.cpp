#include "core/net/web/posix/listen.h"

#include "core/base/format.h"
#include "core/base/log.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace farebox::net {
namespace {

struct Address {
    sockaddr_storage storage{};
    socklen_t size = 0;
};

Result<Address> parse_address(const std::string& text, std::uint16_t port) {
    Address address;
    auto* four = reinterpret_cast<sockaddr_in*>(&address.storage);
    auto* six = reinterpret_cast<sockaddr_in6*>(&address.storage);
    if (::inet_pton(AF_INET, text.c_str(), &four->sin_addr) == 1) {
        four->sin_family = AF_INET;
        four->sin_port = htons(port);
        address.size = sizeof(sockaddr_in);
        return address;
    }
    if (::inet_pton(AF_INET6, text.c_str(), &six->sin6_addr) == 1) {
        six->sin6_family = AF_INET6;
        six->sin6_port = htons(port);
        address.size = sizeof(sockaddr_in6);
        return address;
    }
    return invalid(format("\"{}\" is no address to listen on; give a numeric one such as 127.0.0.1, "
                          "0.0.0.0 or ::",
                          text));
}

std::string spell(const sockaddr_storage& from) {
    char text[INET6_ADDRSTRLEN] = "";
    if (from.ss_family == AF_INET) {
        ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in&>(from).sin_addr, text, sizeof text);
        return text;
    }
    const auto& six = reinterpret_cast<const sockaddr_in6&>(from).sin6_addr;
    if (IN6_IS_ADDR_V4MAPPED(&six)) {
        ::inet_ntop(AF_INET, six.s6_addr + 12, text, sizeof text);
    } else {
        ::inet_ntop(AF_INET6, &six, text, sizeof text);
    }
    return text;
}

Error explain(const std::string& address, std::uint16_t port, int code) {
    const std::string what = format("listening on {} port {}: {}", address, port, std::strerror(code));
    if (code == EADDRINUSE) {
        return {ErrorCode::Conflict, what + "; another program holds it, stop it or choose another port"};
    }
    if (code == EACCES) {
        return {ErrorCode::Denied, what + "; ports below 1024 need CAP_NET_BIND_SERVICE"};
    }
    return {ErrorCode::Unavailable, what};
}

}  // namespace

void make_quick(int descriptor) {
    ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK);
    ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
}

Result<int> listen_on(const std::string& address, std::uint16_t port, int backlog) {
    FAREBOX_TRY(wanted, parse_address(address, port));
    const int family = wanted.storage.ss_family;
    const int descriptor = ::socket(family, SOCK_STREAM, 0);
    if (descriptor < 0) return explain(address, port, errno);
    make_quick(descriptor);
    const int on = 1;
    const int off = 0;
    ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (family == AF_INET6) ::setsockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    if (::bind(descriptor, reinterpret_cast<const sockaddr*>(&wanted.storage), wanted.size) != 0 ||
        ::listen(descriptor, backlog) != 0) {
        const int code = errno;
        ::close(descriptor);
        return explain(address, port, code);
    }
    return descriptor;
}

std::uint16_t port_of(int descriptor) {
    sockaddr_storage own{};
    socklen_t size = sizeof own;
    if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&own), &size) != 0) return 0;
    return own.ss_family == AF_INET ? ntohs(reinterpret_cast<const sockaddr_in&>(own).sin_port)
                                    : ntohs(reinterpret_cast<const sockaddr_in6&>(own).sin6_port);
}

Accepted accept_on(int listener) {
    for (;;) {
        sockaddr_storage peer{};
        socklen_t size = sizeof peer;
        const int descriptor = ::accept(listener, reinterpret_cast<sockaddr*>(&peer), &size);
        if (descriptor >= 0) {
            make_quick(descriptor);
            const int on = 1;
            ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            return {descriptor, spell(peer)};
        }
        // A peer that gave up while it waited is no failure of ours (accept(2), "Error handling").
        if (errno == EINTR || errno == ECONNABORTED || errno == EPROTO) continue;
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            log_error("no connection can be accepted", {{"why", std::strerror(errno)}});
            // The listener stays readable; without a pause the door would spin.
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        return {};
    }
}

void drain_pipe(int descriptor) {
    char unread[256];
    while (::read(descriptor, unread, sizeof unread) > 0) {
    }
}

}  // namespace farebox::net
