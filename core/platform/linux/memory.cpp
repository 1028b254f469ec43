#include "core/platform/memory.h"

#include "core/base/strings.h"
#include "core/platform/linux/proc_files.h"

#include <unistd.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace farebox::platform {

void keep_heap_for_reuse() {
#if defined(__GLIBC__)
    // The defaults unmap any block over 128 KB when it is freed: 75 page faults for a body of
    // 300 KB. A setting also switches off glibc's own adaption, which ends where these begin.
    mallopt(M_MMAP_THRESHOLD, 4 * 1024 * 1024);
    // malloc_trim leaves the top of the other arenas alone; this keeps each below 1 MB.
    mallopt(M_TRIM_THRESHOLD, 1024 * 1024);
    // One for each busy thread: a shared one costs the I/O thread 15 of its 80 us a call.
    mallopt(M_ARENA_MAX, 4);
#endif
}

void release_free_heap() {
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}

std::optional<ResourceUsage> read_resource_usage() {
    // proc(5): statm counts pages; the second number is the resident set.
    const auto text = read_proc_file(getpid(), "statm", 256);
    const auto stat = read_proc_stat(getpid());
    if (!text || !stat) return std::nullopt;
    const auto numbers = split(*text, ' ');
    const auto pages = numbers.size() > 1 ? parse_int(numbers[1]) : std::nullopt;
    if (!pages) return std::nullopt;
    return ResourceUsage{*pages * sysconf(_SC_PAGESIZE), stat->threads};
}

}  // namespace farebox::platform
