#include "core/base/uuid.h"

#include "core/base/mutex.h"

#include <cstdio>
#include <random>

namespace farebox {
namespace {

// RFC 9562 method 1: 12 bits of counter after the millisecond keep order inside it.
struct Sequence {
    Mutex mutex;
    std::uint64_t last_ms FAREBOX_GUARDED_BY(mutex) = 0;
    std::uint32_t counter FAREBOX_GUARDED_BY(mutex) = 0;
    std::mt19937_64 random FAREBOX_GUARDED_BY(mutex){std::random_device{}() |
                                                     (std::uint64_t(std::random_device{}()) << 32)};
};

Sequence& sequence() {
    static Sequence shared;
    return shared;
}

}  // namespace

std::string make_uuid_v7(UtcNs now) {
    Sequence& state = sequence();
    LockGuard lock(state.mutex);
    std::uint64_t ms = std::uint64_t(now / NsPerMs);
    if (ms > state.last_ms) {
        state.counter = std::uint32_t(state.random() & 0x3ff);
    } else if (++state.counter > 0xfff) {
        ms = state.last_ms + 1;
        state.counter = 0;
    } else {
        ms = state.last_ms;
    }
    state.last_ms = ms;
    const std::uint64_t tail = (state.random() & 0x3fffffffffffffffULL) | 0x8000000000000000ULL;
    char text[64];
    std::snprintf(text, sizeof text, "%08llx-%04llx-7%03x-%04llx-%012llx",
                  static_cast<unsigned long long>((ms >> 16) & 0xffffffffULL),
                  static_cast<unsigned long long>(ms & 0xffff), state.counter & 0xfffU,
                  static_cast<unsigned long long>(tail >> 48),
                  static_cast<unsigned long long>(tail & 0xffffffffffffULL));
    return text;
}

}  // namespace farebox
