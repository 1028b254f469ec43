// Windows keeps the process with each connection: one table answers all questions at once.
#include "core/platform/socket_owner.h"

#include "core/base/format.h"
#include "core/platform/port_owner.h"
#include "core/platform/windows/tcp_table.h"
#include "core/platform/windows/wide.h"

#include <algorithm>
#include <cstring>

#include <ws2tcpip.h>

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
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(&v6.sin6_addr);
    if (IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr)) {
        std::memcpy(end.address.data(), bytes + 12, 4);
        return end;
    }
    end.is_v6 = true;
    std::memcpy(end.address.data(), bytes, 16);
    return end;
}

std::optional<SocketOwner> owner_of(const std::vector<TcpRow>& table, const SocketPair& pair) {
    const auto row = std::ranges::find_if(table, [&](const TcpRow& candidate) {
        return candidate.pair == pair && candidate.pid != 0;
    });
    if (row == table.end()) return std::nullopt;
    // Only processes of our own user may be opened; another's user is told from that alone.
    const auto process = read_process(row->pid);
    if (!process) return SocketOwner{0, std::nullopt};
    return SocketOwner{process->uid, process->id};
}

}  // namespace

Result<SocketPair> read_client_pair(std::intptr_t accepted_socket) {
    const auto fd = static_cast<SOCKET>(accepted_socket);
    sockaddr_storage client{};
    sockaddr_storage ours{};
    int client_size = sizeof client;
    int our_size = sizeof ours;
    if (getpeername(fd, reinterpret_cast<sockaddr*>(&client), &client_size) != 0 ||
        getsockname(fd, reinterpret_cast<sockaddr*>(&ours), &our_size) != 0) {
        return unavailable("reading the ends of a connection: " +
                           error_text(static_cast<unsigned long>(WSAGetLastError())));
    }
    const auto local = parse_end(client);
    const auto peer = parse_end(ours);
    if (!local || !peer || local->is_v6 != peer->is_v6) {
        return invalid("reading the ends of a connection: it is not a TCP connection");
    }
    return SocketPair{local->is_v6, local->address, peer->address, local->port, peer->port};
}

class SocketOwners::State {};
SocketOwners::SocketOwners() = default;
SocketOwners::~SocketOwners() = default;

std::vector<std::optional<SocketOwner>> SocketOwners::find(std::span<const SocketPair> pairs) {
    const auto table = read_tcp_table();
    std::vector<std::optional<SocketOwner>> owners;
    for (const SocketPair& pair : pairs) owners.push_back(owner_of(table, pair));
    return owners;
}

class SocketUsers::State {};
SocketUsers::SocketUsers() = default;
SocketUsers::~SocketUsers() = default;

std::optional<std::uint32_t> SocketUsers::find(const SocketPair& pair) {
    const auto owner = owner_of(read_tcp_table(), pair);
    if (!owner) return std::nullopt;
    return owner->uid;
}

std::optional<PortOwner> find_port_owner(std::uint16_t port) {
    for (const TcpRow& row : read_tcp_table()) {
        if (!row.is_listening || row.pair.local_port != port) continue;
        PortOwner owner;
        if (auto process = read_process(row.pid)) {
            owner.uid = process->uid;
            owner.process = std::move(*process);
        }
        return owner;
    }
    return std::nullopt;
}

}  // namespace farebox::platform
