#pragma once
// Reading /proc: small files that must be read with one read() to be consistent, and links.
// Private to core/platform/linux.

#include <cstdint>
#include <optional>
#include <string>

namespace farebox::platform {

/// A descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int fd = -1) : fd_(fd) {}
    ~Descriptor();
    Descriptor(Descriptor&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return fd_; }
    bool is_open() const { return fd_ >= 0; }
    /// Gives the descriptor away.
    int release();
    void close_now();

private:
    int fd_;
};

/// "/proc/<pid>/<name>" up to `limit` bytes; nothing when it cannot be read.
std::optional<std::string> read_proc_file(std::int64_t pid, const char* name, std::size_t limit);

/// Target of "/proc/<pid>/<name>"; empty when it cannot be read. The kernel's " (deleted)" is cut.
std::string read_proc_link(std::int64_t pid, const char* name);

struct ProcStat {
    std::string name;
    std::int64_t parent_pid = 0;
    std::uint64_t start_time = 0;
    std::int64_t threads = 0;
};

/// "/proc/<pid>/stat". The name may hold blanks and brackets: the last ')' ends it.
std::optional<ProcStat> read_proc_stat(std::int64_t pid);

}  // namespace farebox::platform
