#pragma once
// The loopback listeners of the daemon.

#include <functional>
#include <vector>

#include "core/base/result.h"
#include "core/net/io.h"

namespace farebox::net {

/// Listening sockets on 127.0.0.1 and [::1], or those inherited from the service manager.
/// Nothing else is ever bound. I/O thread only.
class Listener {
public:
    explicit Listener(IoContext& io) : io_(io) {}

    /// Port 0 chooses a free one, the same on both addresses. A machine without IPv6 is served on
    /// IPv4 alone. Fails with Conflict when the port is taken.
    Result<void> bind(std::uint16_t port);
    /// Takes listening sockets opened by somebody else (systemd, launchd). Refuses sockets that
    /// are not loopback TCP listeners.
    Result<void> adopt(const std::vector<int>& descriptors);

    /// Accepts for ever and hands each connection over; errors of single accepts are survived.
    void start_accepting(std::function<void(TcpSocket)> on_connection);
    /// Stops accepting. Inherited sockets are closed without shutdown(), which would end the
    /// service manager's listener too.
    void stop();

    std::uint16_t port() const;

private:
    Result<void> open(const TcpEndpoint& endpoint);
    Task<void> accept_loop(TcpAcceptor& acceptor);

    IoContext& io_;
    std::vector<std::unique_ptr<TcpAcceptor>> acceptors_;
    std::function<void(TcpSocket)> on_connection_;
};

}  // namespace farebox::net
