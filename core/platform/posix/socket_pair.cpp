// The two ends of an accepted connection.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "core/base/format.h"
#include "core/platform/socket_end.h"

#include <cerrno>
#include <cstring>

namespace farebox::platform {

Result<SocketPair> read_client_pair(std::intptr_t accepted_socket) {
    const int fd = static_cast<int>(accepted_socket);
    sockaddr_storage client{};
    sockaddr_storage ours{};
    socklen_t client_size = sizeof client;
    socklen_t our_size = sizeof ours;
    if (getpeername(fd, reinterpret_cast<sockaddr*>(&client), &client_size) != 0 ||
        getsockname(fd, reinterpret_cast<sockaddr*>(&ours), &our_size) != 0) {
        return unavailable(format("reading the ends of a connection: {}", std::strerror(errno)));
    }
    return pair_of(client, ours);
}

}  // namespace farebox::platform
