#include "core/platform/file_stamp.h"

#include "core/base/format.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

namespace farebox::platform {
namespace {

std::int64_t modified_ns(const struct stat& status) {
#if defined(__APPLE__)
    const timespec& time = status.st_mtimespec;
#else
    const timespec& time = status.st_mtim;
#endif
    return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

Error read_error(const std::string& path, int why) {
    const ErrorCode code = why == ENOENT   ? ErrorCode::NotFound
                           : why == EACCES ? ErrorCode::Denied
                                           : ErrorCode::Unavailable;
    return {code, format("reading {}: {}", path, std::strerror(why))};
}

Result<std::string> read_all(int fd, const std::string& path, std::size_t limit) {
    std::string text;
    std::array<char, 16 * 1024> piece;
    while (true) {
        const ssize_t got = read(fd, piece.data(), piece.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return read_error(path, errno);
        if (got == 0) return text;
        text.append(piece.data(), static_cast<std::size_t>(got));
        if (text.size() > limit) {
            return Error{ErrorCode::TooLarge,
                         format("reading {}: larger than {} bytes", path, limit)};
        }
    }
}

}  // namespace

FileStamp read_stamp(const std::string& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) return {};
    FileKind kind = FileKind::Other;
    if (S_ISREG(status.st_mode)) kind = FileKind::File;
    if (S_ISDIR(status.st_mode)) kind = FileKind::Folder;
    return {kind, static_cast<std::uint64_t>(status.st_dev),
            static_cast<std::uint64_t>(status.st_ino), status.st_size, modified_ns(status)};
}

Result<std::string> load_regular_file(const std::string& path, std::size_t limit) {
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) return read_error(path, errno);
    struct stat status {};
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
        close(fd);
        return invalid(format("reading {}: not a regular file", path));
    }
    auto text = read_all(fd, path, limit);
    close(fd);
    return text;
}

std::optional<std::string> find_real_path(const std::string& path) {
    std::array<char, PATH_MAX> real;
    if (realpath(path.c_str(), real.data()) == nullptr) return std::nullopt;
    return std::string(real.data());
}

}  // namespace farebox::platform
