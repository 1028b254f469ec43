#include "core/platform/terminal.h"

#include <windows.h>

namespace farebox::platform {

std::optional<Terminal> find_terminal() {
    CONSOLE_SCREEN_BUFFER_INFO info{};
    if (GetConsoleScreenBufferInfo(GetStdHandle(STD_OUTPUT_HANDLE), &info) == 0) return std::nullopt;
    return Terminal{static_cast<std::size_t>(info.srWindow.Right - info.srWindow.Left + 1)};
}

// Who writes to us closes the pipe at once; waiting with a limit would need a thread.
std::string read_waiting_input(std::size_t limit, std::chrono::milliseconds) {
    std::string text;
    const HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    DWORD waiting = 0;
    while (text.size() < limit && PeekNamedPipe(input, nullptr, 0, nullptr, &waiting, nullptr) != 0 &&
           waiting > 0) {
        char piece[4096];
        DWORD got = 0;
        if (ReadFile(input, piece, sizeof piece, &got, nullptr) == 0 || got == 0) break;
        text.append(piece, got);
    }
    return text;
}

}  // namespace farebox::platform
