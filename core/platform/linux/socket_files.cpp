#include "core/platform/linux/socket_files.h"

#include "core/base/strings.h"

#include <optional>
#include <string>
#include <string_view>

#include <dirent.h>
#include <unistd.h>

namespace farebox::platform {
namespace {

struct Folder {
    explicit Folder(DIR* opened) : dir(opened) {}
    ~Folder() {
        if (dir != nullptr) closedir(dir);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    DIR* dir;
};

/// The inode in "socket:[123]".
std::optional<std::uint64_t> parse_socket_link(std::string_view link) {
    constexpr std::string_view Prefix = "socket:[";
    if (!link.starts_with(Prefix) || !link.ends_with("]")) return std::nullopt;
    const auto inode = parse_int(link.substr(Prefix.size(), link.size() - Prefix.size() - 1));
    if (!inode) return std::nullopt;
    return static_cast<std::uint64_t>(*inode);
}

}  // namespace

std::vector<std::int64_t> list_pids() {
    std::vector<std::int64_t> pids;
    const Folder folder(opendir("/proc"));
    if (folder.dir == nullptr) return pids;
    while (const dirent* entry = readdir(folder.dir)) {
        if (const auto pid = parse_int(entry->d_name)) pids.push_back(*pid);
    }
    return pids;
}

void visit_sockets(std::int64_t pid, const std::function<bool(std::uint64_t inode)>& found) {
    const std::string path = "/proc/" + std::to_string(pid) + "/fd";
    const Folder folder(opendir(path.c_str()));
    if (folder.dir == nullptr) return;
    const int at = dirfd(folder.dir);
    char link[64];
    while (const dirent* entry = readdir(folder.dir)) {
        if (entry->d_name[0] == '.') continue;
        const ssize_t size = readlinkat(at, entry->d_name, link, sizeof link);
        if (size <= 0) continue;
        const auto inode = parse_socket_link({link, static_cast<std::size_t>(size)});
        if (inode && !found(*inode)) return;
    }
}

}  // namespace farebox::platform
