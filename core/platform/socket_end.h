#pragma once
// One end of a TCP connection as the system states it. Private to the systems' socket files, which
// include their own socket header first: the names below are the same on all of them.

#include "core/platform/socket_owner.h"

#include <array>
#include <cstring>
#include <optional>

namespace farebox::platform {

struct SocketEnd {
    bool is_v6 = false;
    std::array<std::uint8_t, 16> address{};
    std::uint16_t port = 0;
};

inline std::optional<SocketEnd> parse_end(const sockaddr_storage& storage) {
    SocketEnd end;
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
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(&v6.sin6_addr);
    if (IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr)) {
        // ::ffff:127.0.0.1 is an IPv4 connection; the client's own socket is an IPv4 one.
        std::memcpy(end.address.data(), bytes + 12, 4);
        return end;
    }
    end.is_v6 = true;
    std::memcpy(end.address.data(), bytes, 16);
    return end;
}

/// The client's pair, from what the accepted socket says of its peer and of itself.
inline Result<SocketPair> pair_of(const sockaddr_storage& client, const sockaddr_storage& ours) {
    const auto local = parse_end(client);
    const auto peer = parse_end(ours);
    if (!local || !peer || local->is_v6 != peer->is_v6) {
        return invalid("reading the ends of a connection: it is not a TCP connection");
    }
    return SocketPair{local->is_v6, local->address, peer->address, local->port, peer->port};
}

}  // namespace farebox::platform
