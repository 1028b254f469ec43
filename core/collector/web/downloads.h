#pragma once
// How many files are being sent. A file is sent while it is read: a slow reader holds a session of the
// database and a thread of the server as long as it takes, and the pages need both too.

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>

#include "core/collector/web/config.h"
#include "core/collector/web/routes.h"

namespace farebox::collector {

/// Any thread. Outlives the places it gives.
class Downloads {
public:
    /// Held by whoever sends a file, free again with its last copy. Null: none is free.
    using Place = std::shared_ptr<const void>;

    Downloads() = default;
    Downloads(const Downloads&) = delete;
    Downloads& operator=(const Downloads&) = delete;

    Place take(const Config& config);
    std::int64_t taken() const { return taken_; }

    /// `downloads`, but always one thread less than there are, and at least one.
    static std::int64_t places(const Config& config) {
        return std::max<std::int64_t>(1, std::min(config.downloads, config.threads - 1));
    }
    /// For one that found no place: 503 with Retry-After.
    static WebResponse refusal(const Config& config);

private:
    std::atomic<std::int64_t> taken_{0};
};

}  // namespace farebox::collector
