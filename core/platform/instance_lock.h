#pragma once
// One daemon per user: a lock that the system itself drops when its holder dies, however it dies.
// The file also names the holder, for people ("already running as process 4711").

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "core/base/result.h"

namespace farebox::platform {

class InstanceLock {
public:
    /// Conflict with the holder's process number when somebody holds it. The folder must exist;
    /// the file stays when the lock goes.
    static Result<std::unique_ptr<InstanceLock>> acquire(const std::string& file);
    /// Releases.
    ~InstanceLock();
    InstanceLock(const InstanceLock&) = delete;
    InstanceLock& operator=(const InstanceLock&) = delete;

private:
    explicit InstanceLock(std::intptr_t handle) : handle_(handle) {}
    const std::intptr_t handle_;
};

/// The process that holds the lock now; nothing when it is free.
std::optional<std::int64_t> find_lock_holder(const std::string& file);

}  // namespace farebox::platform
