#include "core/platform/memory.h"

#include "core/base/strings.h"
#include "core/platform/linux/proc_files.h"

#include <unistd.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace farebox::platform {

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
