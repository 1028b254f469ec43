#include "core/platform/terminal.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace farebox::platform {

std::optional<Terminal> find_terminal() {
    if (isatty(STDOUT_FILENO) == 0) return std::nullopt;
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return Terminal{};
    return Terminal{size.ws_col};
}

std::string read_waiting_input(std::size_t limit, std::chrono::milliseconds time) {
    std::string text;
    if (isatty(STDIN_FILENO) != 0) return text;
    char piece[16 * 1024];
    while (text.size() < limit) {
        pollfd one{STDIN_FILENO, POLLIN, 0};
        if (poll(&one, 1, static_cast<int>(time.count())) <= 0) break;
        const ssize_t got = read(STDIN_FILENO, piece, sizeof piece);
        if (got <= 0) break;
        text.append(piece, static_cast<std::size_t>(got));
    }
    return text;
}

}  // namespace farebox::platform
