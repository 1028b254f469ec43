#pragma once
// The TCP sockets of processes (libproc). Private to core/platform/macos.

#include <cstdint>
#include <functional>
#include <vector>

#include "core/platform/socket_owner.h"

namespace farebox::platform {

struct OpenSocket {
    SocketPair pair;  ///< local: the process's own end
    bool is_listening = false;
};

/// Processes we may look into, the newest start time first.
std::vector<ProcessId> list_processes();

/// found(socket) for each TCP socket of the process, until it answers false.
void visit_sockets(std::int64_t pid, const std::function<bool(const OpenSocket&)>& found);

}  // namespace farebox::platform
