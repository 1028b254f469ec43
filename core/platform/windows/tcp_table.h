#pragma once
// TCP connections with their processes (GetExtendedTcpTable). Private to core/platform/windows.

#include <cstdint>
#include <vector>

#include "core/platform/socket_owner.h"

namespace farebox::platform {

struct TcpRow {
    SocketPair pair;  ///< local: the process's own end
    std::int64_t pid = 0;
    bool is_listening = false;
};

/// Both families.
std::vector<TcpRow> read_tcp_table();

}  // namespace farebox::platform
