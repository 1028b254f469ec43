#include "core/platform/terminal.h"

#include <windows.h>

namespace farebox::platform {

std::optional<Terminal> find_terminal() {
    CONSOLE_SCREEN_BUFFER_INFO info{};
    if (GetConsoleScreenBufferInfo(GetStdHandle(STD_OUTPUT_HANDLE), &info) == 0) return std::nullopt;
    return Terminal{static_cast<std::size_t>(info.srWindow.Right - info.srWindow.Left + 1)};
}

}  // namespace farebox::platform
