#pragma once
// Running another program.

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace farebox::platform {

/// NAME and value.
using Environment = std::vector<std::pair<std::string, std::string>>;

/// Runs argv with this process's environment plus `extra`, as `farebox run` does: on POSIX the
/// command takes the place of this process and the function returns only to report why it could
/// not; on Windows it waits and returns the exit code.
Result<int> become_command(const std::vector<std::string>& argv, const Environment& extra);

struct CommandLimits {
    std::chrono::milliseconds time{2000};
    std::size_t output_bytes = 64 * 1024;
};

struct CommandOutput {
    int exit_code = 0;
    std::string text;  ///< standard output; standard error is the null device
};

/// A line for the system's shell as argv.
std::vector<std::string> shell_line(const std::string& line);

/// Runs argv with exactly `environment` and collects what it prints; `input`, at most 32 KB, is its
/// standard input. Unavailable when it took too long, TooLarge when it printed too much; in both
/// cases it and its children are killed.
/// Blocks for up to limits.time: not for the thread that carries calls.
Result<CommandOutput> capture_command(const std::vector<std::string>& argv,
                                      const Environment& environment,
                                      const CommandLimits& limits = {},
                                      std::string_view input = {});

}  // namespace farebox::platform
