// Windows keeps the process with each connection: one table answers all questions at once.
#include "core/platform/windows/tcp_table.h"

#include <ws2tcpip.h>

#include "core/base/format.h"
#include "core/platform/port_owner.h"
#include "core/platform/socket_end.h"
#include "core/platform/windows/wide.h"

#include <algorithm>

namespace farebox::platform {
namespace {

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
    return pair_of(client, ours);
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
