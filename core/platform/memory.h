#pragma once
// Giving memory back after a peak: freed blocks stay with the process until someone asks.

#include <cstdint>
#include <optional>

namespace farebox::platform {

/// Lets freed request bodies be reused instead of being unmapped and faulted in again at each call.
/// Once, before threads start; `release_free_heap` gives the rest back when the daemon is idle.
void keep_heap_for_reuse();

/// Returns free heap pages to the system where that is possible. Takes milliseconds and holds the
/// allocator's locks: call when idle.
void release_free_heap();

struct ResourceUsage {
    std::int64_t resident_bytes = 0;
    std::int64_t threads = 0;
};

/// Of this process.
std::optional<ResourceUsage> read_resource_usage();

}  // namespace farebox::platform
