#pragma once
// Who listens on a port: for "port 7717 is taken by ..." and for `farebox doctor`.

#include <cstdint>
#include <optional>

#include "core/platform/process.h"

namespace farebox::platform {

struct PortOwner {
    std::uint32_t uid = 0;
    std::optional<Process> process;  ///< absent when the system does not let us see it
};

/// Nothing when no TCP socket listens on the port. Scans all processes: up to 100 ms.
std::optional<PortOwner> find_port_owner(std::uint16_t port);

}  // namespace farebox::platform
