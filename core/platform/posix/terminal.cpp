#include "core/platform/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

namespace farebox::platform {

std::optional<Terminal> find_terminal() {
    if (isatty(STDOUT_FILENO) == 0) return std::nullopt;
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return Terminal{};
    return Terminal{size.ws_col};
}

}  // namespace farebox::platform
