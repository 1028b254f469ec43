#pragma once
// The sockets among a process's open files. Private to core/platform/linux.

#include <cstdint>
#include <functional>
#include <vector>

namespace farebox::platform {

std::vector<std::int64_t> list_pids();

/// One pass over /proc/<pid>/fd: found(inode) for each socket, until it answers false. Does
/// nothing when the process ended or is not ours to read. About 2 us per open file.
void visit_sockets(std::int64_t pid, const std::function<bool(std::uint64_t inode)>& found);

}  // namespace farebox::platform
