#include "core/net/posix/local_socket.h"

#include <cerrno>
#include <cstring>
#include <optional>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/base/format.h"

namespace farebox::net {
namespace {

Result<sockaddr_un> make_address(const std::string& path) {
    sockaddr_un address{};
    if (path.size() >= sizeof address.sun_path) {
        return invalid(format("the socket path {} is longer than {} bytes; set "
                              "FAREBOX_RUNTIME_DIR to a shorter folder",
                              path, sizeof address.sun_path - 1));
    }
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    return address;
}

std::optional<uid_t> peer_user(int socket) {
#ifdef __linux__
    ucred credentials{};
    socklen_t size = sizeof credentials;
    if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) return std::nullopt;
    return credentials.uid;
#else
    uid_t user = 0;
    gid_t group = 0;
    if (getpeereid(socket, &user, &group) != 0) return std::nullopt;
    return user;
#endif
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
}

Descriptor::~Descriptor() {
    if (handle_ >= 0) close(handle_);
}

Error system_error(const std::string& doing) {
    return unavailable(format("{}: {}", doing, std::strerror(errno)));
}

Result<Descriptor> make_local_socket(Blocking blocking) {
    Descriptor handle(socket(AF_UNIX, SOCK_STREAM, 0));
    if (handle.get() < 0) return system_error("opening a local socket");
    fcntl(handle.get(), F_SETFD, FD_CLOEXEC);
    if (blocking == Blocking::No) fcntl(handle.get(), F_SETFL, O_NONBLOCK);
    return handle;
}

Result<void> bind_local(int handle, const std::string& path) {
    FAREBOX_TRY(address, make_address(path));
    if (bind(handle, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        return system_error("creating the socket " + path);
    }
    return {};
}

Result<void> connect_local(int handle, const std::string& path) {
    FAREBOX_TRY(address, make_address(path));
    if (connect(handle, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return {};
    if (errno == ENOENT || errno == ECONNREFUSED || errno == ENOTDIR) {
        return not_found("nobody listens at " + path);
    }
    return system_error("connecting to " + path);
}

bool is_trusted_peer(int handle) {
    const auto user = peer_user(handle);
    return user && (*user == geteuid() || *user == 0);
}

}  // namespace farebox::net
