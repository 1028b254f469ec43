#include "core/platform/port_owner.h"

#include "core/platform/linux/socket_files.h"
#include "core/platform/linux/socket_table.h"

namespace farebox::platform {

std::optional<PortOwner> find_port_owner(std::uint16_t port) {
    const auto socket = find_listening_socket(port);
    if (!socket) return std::nullopt;
    PortOwner owner{socket->uid, std::nullopt};
    for (const std::int64_t pid : list_pids()) {
        bool is_owner = false;
        visit_sockets(pid, [&](std::uint64_t inode) {
            is_owner = inode == socket->inode;
            return !is_owner;
        });
        if (!is_owner) continue;
        if (auto process = read_process(pid)) owner.process = std::move(*process);
        break;
    }
    return owner;
}

}  // namespace farebox::platform
