// The two ends of an accepted connection.
#include "core/base/format.h"
#include "core/platform/socket_owner.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace farebox::platform {
namespace {

struct End {
    bool is_v6 = false;
    std::array<std::uint8_t, 16> address{};
    std::uint16_t port = 0;
};

std::optional<End> parse_end(const sockaddr_storage& storage) {
    End end;
    if (storage.ss_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &storage, sizeof v4);
        std::memcpy(end.address.data(), &v4.sin_addr, 4);
        end.port = ntohs(v4.sin_port);
        return end;
    }
    if (storage.ss_family != AF_INET6) return std::nullopt;
    sockaddr_in6 v6{};
    std::memcpy(&v6, &storage, sizeof v6);
    end.port = ntohs(v6.sin6_port);
    if (IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr)) {
        // ::ffff:127.0.0.1 is an IPv4 connection; the client's own socket is an IPv4 one.
        std::memcpy(end.address.data(), v6.sin6_addr.s6_addr + 12, 4);
        return end;
    }
    end.is_v6 = true;
    std::memcpy(end.address.data(), &v6.sin6_addr, 16);
    return end;
}

}  // namespace

Result<SocketPair> read_client_pair(std::intptr_t accepted_socket) {
    const int fd = static_cast<int>(accepted_socket);
    sockaddr_storage client{};
    sockaddr_storage ours{};
    socklen_t client_size = sizeof client;
    socklen_t our_size = sizeof ours;
    if (getpeername(fd, reinterpret_cast<sockaddr*>(&client), &client_size) != 0 ||
        getsockname(fd, reinterpret_cast<sockaddr*>(&ours), &our_size) != 0) {
        return unavailable(format("reading the ends of a connection: {}", std::strerror(errno)));
    }
    const auto local = parse_end(client);
    const auto peer = parse_end(ours);
    if (!local || !peer || local->is_v6 != peer->is_v6) {
        return invalid("reading the ends of a connection: it is not a TCP connection");
    }
    return SocketPair{local->is_v6, local->address, peer->address, local->port, peer->port};
}

}  // namespace farebox::platform
