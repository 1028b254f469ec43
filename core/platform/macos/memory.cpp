// Not compiled by our builds.
#include "core/platform/memory.h"

#include <malloc/malloc.h>

#include <libproc.h>
#include <unistd.h>

namespace farebox::platform {

void keep_heap_for_reuse() {}  // the system's allocator does so by itself

void release_free_heap() { malloc_zone_pressure_relief(nullptr, 0); }

std::optional<ResourceUsage> read_resource_usage() {
    proc_taskinfo info{};
    if (proc_pidinfo(getpid(), PROC_PIDTASKINFO, 0, &info, sizeof info) != sizeof info) {
        return std::nullopt;
    }
    return ResourceUsage{static_cast<std::int64_t>(info.pti_resident_size), info.pti_threadnum};
}

}  // namespace farebox::platform
