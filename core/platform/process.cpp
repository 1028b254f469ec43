// The part of process reading that is the same on every system: walking up the tree.
#include "core/platform/process.h"

namespace farebox::platform {

std::vector<Process> read_ancestry(std::int64_t pid, int limit) {
    std::vector<Process> chain;
    while (pid > 0 && static_cast<int>(chain.size()) < limit) {
        auto process = read_process(pid);
        if (!process) break;
        if (!chain.empty() && process->id.start_time > chain.back().id.start_time) break;
        pid = process->parent_pid;
        chain.push_back(std::move(*process));
    }
    return chain;
}

}  // namespace farebox::platform
