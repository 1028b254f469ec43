#pragma once
// One TCP connection -> inode and user, from the kernel. Private to core/platform/linux.
//
// sock_diag(7) with the exact four-tuple answers in about 3 us when its netlink socket stays
// open; /proc/net/tcp takes 0.5 to 9 ms because it prints every connection. The latter is the way
// out where netlink is refused (some sandboxes).

#include <cstdint>
#include <optional>

#include "core/platform/linux/proc_files.h"
#include "core/platform/socket_owner.h"

namespace farebox::platform {

struct SocketEntry {
    std::uint64_t inode = 0;
    std::uint32_t uid = 0;
};

class SocketTable {
public:
    SocketTable();
    /// Nothing when there is no such connection or no process holds it (closed, in TIME_WAIT).
    std::optional<SocketEntry> find(const SocketPair& pair);

private:
    Descriptor netlink_;
    std::uint32_t sequence_ = 0;
};

/// Inode of a socket that listens on this TCP port, either family.
std::optional<SocketEntry> find_listening_socket(std::uint16_t port);

}  // namespace farebox::platform
