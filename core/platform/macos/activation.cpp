// launchd hands over the sockets of the LaunchAgent's "Sockets" entry (launch_activate_socket(3)).
// Not compiled by our builds.
#include "core/platform/activation.h"

#include <cstdlib>

#include <fcntl.h>
#include <launch.h>

namespace farebox::platform {

std::vector<InheritedListener> take_inherited_listeners() {
    std::vector<InheritedListener> listeners;
    int* sockets = nullptr;
    std::size_t count = 0;
    // Fails with ESRCH when launchd did not start us, and the second time it is asked.
    if (launch_activate_socket("Listener", &sockets, &count) != 0) return listeners;
    for (std::size_t i = 0; i < count; ++i) {
        fcntl(sockets[i], F_SETFD, FD_CLOEXEC);
        listeners.push_back({sockets[i], "Listener"});
    }
    std::free(sockets);
    return listeners;
}

void notify_service_manager(std::string_view) {}

}  // namespace farebox::platform
