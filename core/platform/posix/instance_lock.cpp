// flock(2): belongs to the open file, survives nothing, needs no clean-up after a crash.
#include "core/platform/instance_lock.h"

#include "core/base/file_io.h"
#include "core/base/format.h"
#include "core/base/strings.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace farebox::platform {
namespace {

std::optional<std::int64_t> read_pid(const std::string& file) {
    const auto text = load_file(file, 64);
    if (!text) return std::nullopt;
    return parse_int(text->substr(0, text->find('\n')));
}

}  // namespace

Result<std::unique_ptr<InstanceLock>> InstanceLock::acquire(const std::string& file) {
    const int fd = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        return Error{errno == EACCES ? ErrorCode::Denied : ErrorCode::Unavailable,
                     format("opening the lock {}: {}", file, std::strerror(errno))};
    }
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        const int why = errno;
        close(fd);
        if (why != EWOULDBLOCK) {
            return unavailable(format("locking {}: {}", file, std::strerror(why)));
        }
        const auto pid = read_pid(file);
        return Error{ErrorCode::Conflict,
                     format("Farebox is already running{} (lock {})",
                            pid ? " as process " + std::to_string(*pid) : std::string(), file)};
    }
    const std::string line = std::to_string(getpid()) + "\n";
    // The number is for people; the lock holds without it.
    if (ftruncate(fd, 0) != 0 || pwrite(fd, line.data(), line.size(), 0) < 0) errno = 0;
    return std::unique_ptr<InstanceLock>(new InstanceLock(fd));
}

InstanceLock::~InstanceLock() { close(static_cast<int>(handle_)); }

std::optional<std::int64_t> find_lock_holder(const std::string& file) {
    const int fd = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return std::nullopt;
    const bool held = flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    close(fd);
    if (!held) return std::nullopt;
    return read_pid(file).value_or(0);
}

}  // namespace farebox::platform
