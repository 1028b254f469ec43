#pragma once
// Loopback listeners and connections for tests.

#include <cstring>
#include <string>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace farebox::tests {

/// Listens on a free loopback port; `family` AF_INET or AF_INET6 (dual-stack when bound to "::").
class Listener {
public:
    explicit Listener(int family, const char* address = nullptr) : family_(family) {
        fd_ = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_storage storage{};
        socklen_t size = fill(storage, family, address, 0);
        const int off = 0;
        if (family == AF_INET6) setsockopt(fd_, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
        if (bind(fd_, reinterpret_cast<sockaddr*>(&storage), size) != 0 || listen(fd_, 1024) != 0) {
            close(fd_);
            fd_ = -1;
            return;
        }
        getsockname(fd_, reinterpret_cast<sockaddr*>(&storage), &size);
        sockaddr_in6 ends{};
        std::memcpy(&ends, &storage, sizeof ends);
        port_ = ntohs(ends.sin6_port);  // at the same place in both families
    }
    ~Listener() {
        if (fd_ >= 0) close(fd_);
    }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    bool is_open() const { return fd_ >= 0; }
    int fd() const { return fd_; }
    std::uint16_t port() const { return port_; }
    int take() const { return accept4(fd_, nullptr, nullptr, SOCK_CLOEXEC); }

    static int connect_to(int family, const char* address, std::uint16_t port) {
        const int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_storage storage{};
        const socklen_t size = fill(storage, family, address, port);
        return connect(fd, reinterpret_cast<sockaddr*>(&storage), size) == 0 ? fd : -1;
    }

private:
    static socklen_t fill(sockaddr_storage& storage, int family, const char* address,
                          std::uint16_t port) {
        if (family == AF_INET) {
            sockaddr_in v4{};
            v4.sin_family = AF_INET;
            v4.sin_port = htons(port);
            inet_pton(AF_INET, address != nullptr ? address : "127.0.0.1", &v4.sin_addr);
            std::memcpy(&storage, &v4, sizeof v4);
            return sizeof v4;
        }
        sockaddr_in6 v6{};
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(port);
        inet_pton(AF_INET6, address != nullptr ? address : "::1", &v6.sin6_addr);
        std::memcpy(&storage, &v6, sizeof v6);
        return sizeof v6;
    }
    int family_;
    int fd_ = -1;
    std::uint16_t port_ = 0;
};

}  // namespace farebox::tests
