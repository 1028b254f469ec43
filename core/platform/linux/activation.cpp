// systemd's two small protocols, without its library: environment variables and one datagram.
#include "core/platform/activation.h"

#include "core/base/strings.h"
#include "core/platform/linux/proc_files.h"
#include "core/platform/paths.h"

#include <cstddef>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace farebox::platform {
namespace {

// SD_LISTEN_FDS_START of sd-daemon.h: descriptors are passed from 3 upwards.
constexpr int FirstInherited = 3;
constexpr std::int64_t InheritedLimit = 64;

bool is_listening(int fd) {
    int value = 0;
    socklen_t size = sizeof value;
    return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &value, &size) == 0 && value != 0;
}

}  // namespace

std::vector<InheritedListener> take_inherited_listeners() {
    const auto pid = parse_int(read_variable("LISTEN_PID").value_or(""));
    const auto count = parse_int(read_variable("LISTEN_FDS").value_or(""));
    const std::string names = read_variable("LISTEN_FDNAMES").value_or("");
    for (const char* name : {"LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"}) unsetenv(name);

    std::vector<InheritedListener> listeners;
    if (pid != getpid() || !count || *count > InheritedLimit) return listeners;
    const auto name_list = split(names, ':');
    for (int i = 0; i < *count; ++i) {
        const int fd = FirstInherited + i;
        fcntl(fd, F_SETFD, FD_CLOEXEC);
        if (!is_listening(fd)) continue;
        const auto index = static_cast<std::size_t>(i);
        listeners.push_back({fd, index < name_list.size() ? std::string(name_list[index]) : ""});
    }
    return listeners;
}

void notify_service_manager(std::string_view state) {
    const auto path = read_variable("NOTIFY_SOCKET");
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (!path || path->size() >= sizeof address.sun_path) return;
    std::memcpy(address.sun_path, path->data(), path->size());
    if (address.sun_path[0] == '@') address.sun_path[0] = '\0';  // abstract name space

    const Descriptor fd(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    if (!fd.is_open()) return;
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path->size());
    // Lost when the manager is gone; there is nobody left to tell.
    (void)sendto(fd.get(), state.data(), state.size(), MSG_NOSIGNAL,
                 reinterpret_cast<const sockaddr*>(&address), size);
}

}  // namespace farebox::platform
