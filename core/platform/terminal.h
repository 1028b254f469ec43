#pragma once
// Is somebody looking, and how wide is the window?

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace farebox::platform {

struct Terminal {
    std::size_t columns = 80;
};

/// Of standard output; nothing when it is a file or a pipe.
std::optional<Terminal> find_terminal();

/// What a pipe or file gives on standard input, to its end or until nothing more comes for `time`;
/// at most `limit` bytes. "" when standard input is a terminal.
std::string read_waiting_input(std::size_t limit, std::chrono::milliseconds time);

}  // namespace farebox::platform
