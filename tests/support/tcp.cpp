#include "tests/support/tcp.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>

namespace farebox::tests {
namespace {

constexpr int ReadLimitMs = 10'000;

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

}  // namespace

Tcp::~Tcp() { close(); }

Tcp Tcp::connect(std::uint16_t port) {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const sockaddr_in address = loopback(port);
    if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(descriptor);
        return Tcp(-1);
    }
    return Tcp(descriptor);
}

void Tcp::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return;
        bytes.remove_prefix(std::size_t(count));
    }
}

bool Tcp::fill() {
    pollfd wanted{descriptor_, POLLIN, 0};
    if (descriptor_ < 0 || ::poll(&wanted, 1, ReadLimitMs) <= 0) return false;
    char piece[64 * 1024];
    const ssize_t count = ::recv(descriptor_, piece, sizeof piece, 0);
    if (count < 0) was_reset_ = errno == ECONNRESET;
    if (count <= 0) return false;
    pending_.append(piece, std::size_t(count));
    return true;
}

std::string Tcp::read_until(std::string_view mark) {
    while (true) {
        const auto at = pending_.find(mark);
        if (at != std::string::npos || !fill()) {
            const std::size_t end = at == std::string::npos ? pending_.size() : at + mark.size();
            std::string taken = pending_.substr(0, end);
            pending_.erase(0, end);
            return taken;
        }
    }
}

std::string Tcp::read_exactly(std::size_t count) {
    while (pending_.size() < count && fill()) {
    }
    std::string taken = pending_.substr(0, count);
    pending_.erase(0, taken.size());
    return taken;
}

std::string Tcp::read_all() {
    while (fill()) {
    }
    return std::exchange(pending_, {});
}

void Tcp::close() {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
}

void Tcp::shutdown_send() { ::shutdown(descriptor_, SHUT_WR); }

FakeVendor::FakeVendor(std::function<void(Tcp&)> script)
    : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = loopback(0);
    ::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    ::listen(listener_, 64);
    socklen_t size = sizeof address;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this, play = std::move(script)] {
        while (true) {
            const int accepted = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            if (accepted < 0) return;
            ++connections_;
            Tcp connection(accepted);
            play(connection);
        }
    });
}

FakeVendor::~FakeVendor() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
}

}  // namespace farebox::tests
