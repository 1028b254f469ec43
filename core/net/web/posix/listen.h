#pragma once
// Sockets of the web server.

#include <cstdint>
#include <string>

#include "core/base/result.h"

namespace farebox::net {

/// A listening, non-blocking descriptor. SO_REUSEADDR and never SO_REUSEPORT: a second server on the
/// port must be an error and not a lottery. "::" takes IPv4, too. `address` is numeric.
Result<int> listen_on(const std::string& address, std::uint16_t port, int backlog);
std::uint16_t port_of(int descriptor);

struct Accepted {
    int descriptor = -1;  ///< -1: nobody waits; non-blocking, TCP_NODELAY
    std::string address;  ///< IPv4 in its own spelling on a listener of both
};
Accepted accept_on(int listener);

/// Non-blocking and closed in child processes.
void make_quick(int descriptor);
void drain_pipe(int descriptor);

}  // namespace farebox::net
