#include "core/platform/memory.h"

#include "core/platform/windows/wide.h"

#include <psapi.h>
#include <tlhelp32.h>

namespace farebox::platform {

void keep_heap_for_reuse() {}  // the system's allocator does so by itself

void release_free_heap() { HeapCompact(GetProcessHeap(), 0); }

std::optional<ResourceUsage> read_resource_usage() {
    PROCESS_MEMORY_COUNTERS memory{};
    if (GetProcessMemoryInfo(GetCurrentProcess(), &memory, sizeof memory) == 0) return std::nullopt;
    ResourceUsage usage{static_cast<std::int64_t>(memory.WorkingSetSize), 0};
    const Handle threads(CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0));
    THREADENTRY32 entry{};
    entry.dwSize = sizeof entry;
    for (BOOL more = Thread32First(threads.get(), &entry); more;
         more = Thread32Next(threads.get(), &entry)) {
        if (entry.th32OwnerProcessID == GetCurrentProcessId()) ++usage.threads;
    }
    return usage;
}

}  // namespace farebox::platform
