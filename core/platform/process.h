#pragma once
// What the system knows about a process: the one at the other end of a socket, and its ancestors.
//
// A pid alone identifies nothing: pids wrap and are reused. ProcessId adds the start time; two
// equal ProcessIds are the same process within one boot. Everything is read fresh and may fail
// at any moment because processes end; a field the system refuses to show is left empty.
// All functions are thread-safe.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace farebox::platform {

struct ProcessId {
    std::int64_t pid = 0;
    /// In the system's own unit (Linux: clock ticks since boot, macOS: microseconds, Windows:
    /// 100 ns); only comparisons mean anything.
    std::uint64_t start_time = 0;

    bool operator==(const ProcessId&) const = default;
};

struct Process {
    ProcessId id;
    std::int64_t parent_pid = 0;
    std::uint32_t uid = 0;  ///< effective user; on Windows the last number of the user's SID
    std::string name;       ///< short name; Linux: comm, at most 15 bytes, set by the process itself
    std::string path;       ///< executable, without the mark of a replaced file
    std::string cwd;        ///< working directory now; the folder may be deleted
    std::vector<std::string> argv;

    bool operator==(const Process&) const = default;
};

/// NotFound when it ended (or another process took its number while we read).
Result<Process> read_process(std::int64_t pid);

/// Cheap look at a pid: its start time, or nothing when it ended.
std::optional<ProcessId> find_process(std::int64_t pid);

/// Its working directory now, without reading the rest (Linux: one link, 3 us instead of 50). Empty
/// when it ended or may not be looked at.
std::string read_cwd(std::int64_t pid);

/// The process and its ancestors, itself first, up to `limit` of them; stops at the first one that
/// cannot be read and where a parent is younger than its child (its number was reused).
std::vector<Process> read_ancestry(std::int64_t pid, int limit = 32);

/// The environment variables of `names` that the process was started with. Never returns others:
/// an environment is full of secrets. Empty when it may not be read.
std::vector<std::pair<std::string, std::string>> find_environment(
    std::int64_t pid, const std::vector<std::string_view>& names);

/// This process.
ProcessId current_process();
std::string current_executable();
std::uint32_t user_id();
/// Login name of the user this process runs as; the number as text when it has no name.
std::string user_name();
/// The name this machine gives itself; "" when it has none.
std::string host_name();

}  // namespace farebox::platform
