#include "core/platform/posix/trusted_file.h"

#include "core/base/format.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace farebox::platform {
namespace {

constexpr std::size_t SizeLimit = 4 * 1024 * 1024;

Error open_error(const std::string& path) {
    const ErrorCode code = errno == ENOENT || errno == ENOTDIR ? ErrorCode::NotFound
                           : errno == EACCES                   ? ErrorCode::Denied
                                                               : ErrorCode::Unavailable;
    return {code, format("reading {}: {}", path, std::strerror(errno))};
}

Result<void> check_owner(const std::string& path, const struct stat& facts, std::uint32_t owner) {
    if (facts.st_uid != owner) {
        return Error{ErrorCode::Denied,
                     format("{} belongs to user {} and is not used; it must belong to user {}", path,
                            facts.st_uid, owner)};
    }
    if ((facts.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
        return Error{ErrorCode::Denied,
                     format("{} is writable by others than its owner and is not used; run "
                            "chmod go-w on it",
                            path)};
    }
    return {};
}

Result<std::string> read_checked(int fd, const std::string& path, std::uint32_t owner) {
    struct stat facts {};
    if (fstat(fd, &facts) != 0) return open_error(path);
    if (!S_ISREG(facts.st_mode)) return invalid(path + " is no regular file and is not used");
    FAREBOX_TRY_VOID(check_owner(path, facts, owner));
    std::string text;
    char piece[16 * 1024];
    for (;;) {
        const ssize_t got = read(fd, piece, sizeof piece);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return open_error(path);
        if (got == 0) return text;
        text.append(piece, static_cast<std::size_t>(got));
        if (text.size() > SizeLimit) {
            return Error{ErrorCode::TooLarge, format("{} is larger than {} bytes", path, SizeLimit)};
        }
    }
}

}  // namespace

Result<std::string> load_trusted_file(const std::string& path, std::uint32_t owner) {
    // Not blocking: a pipe in its place would hold us up.
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return open_error(path);
    Result<std::string> text = read_checked(fd, path, owner);
    close(fd);
    return text;
}

Result<void> check_trusted_folder(const std::string& path, std::uint32_t owner) {
    struct stat facts {};
    if (stat(path.c_str(), &facts) != 0) return open_error(path);
    return check_owner(path, facts, owner);
}

}  // namespace farebox::platform
