#pragma once
// Is somebody looking, and how wide is the window?

#include <cstddef>
#include <optional>

namespace farebox::platform {

struct Terminal {
    std::size_t columns = 80;
};

/// Of standard output; nothing when it is a file or a pipe.
std::optional<Terminal> find_terminal();

}  // namespace farebox::platform
