#include "core/platform/linux/proc_files.h"

#include "core/base/strings.h"

#include <array>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace farebox::platform {
namespace {

using Path = std::array<char, 64>;

Path proc_path(std::int64_t pid, const char* name) {
    Path path{};
    std::snprintf(path.data(), path.size(), "/proc/%lld/%s", static_cast<long long>(pid), name);
    return path;
}

}  // namespace

Descriptor::~Descriptor() { close_now(); }

void Descriptor::close_now() {
    if (fd_ >= 0) close(fd_);
    fd_ = -1;
}

int Descriptor::release() { return std::exchange(fd_, -1); }

std::optional<std::string> read_proc_file(std::int64_t pid, const char* name, std::size_t limit) {
    const Descriptor file(open(proc_path(pid, name).data(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open()) return std::nullopt;
    std::string text;
    std::array<char, 4096> piece;
    while (text.size() < limit) {
        const ssize_t got = read(file.get(), piece.data(), piece.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return std::nullopt;
        if (got == 0) break;
        text.append(piece.data(), static_cast<std::size_t>(got));
    }
    if (text.size() > limit) text.resize(limit);
    return text;
}

std::string read_proc_link(std::int64_t pid, const char* name) {
    std::array<char, PATH_MAX> target;
    const ssize_t size = readlink(proc_path(pid, name).data(), target.data(), target.size());
    if (size <= 0) return {};
    std::string path(target.data(), static_cast<std::size_t>(size));
    // An agent that updated itself runs from a file that was replaced; its name is still right.
    constexpr std::string_view Mark = " (deleted)";
    struct stat ignored {};
    if (path.ends_with(Mark) && stat(path.c_str(), &ignored) != 0) {
        path.resize(path.size() - Mark.size());
    }
    return path;
}

std::optional<ProcStat> read_proc_stat(std::int64_t pid) {
    const auto text = read_proc_file(pid, "stat", 4096);
    if (!text) return std::nullopt;
    const auto open_at = text->find('(');
    const auto close_at = text->rfind(')');
    if (open_at == std::string::npos || close_at == std::string::npos || close_at < open_at ||
        close_at + 2 > text->size()) {
        return std::nullopt;
    }
    // proc(5): field 3 (state) follows the name; 4 is the parent, 20 threads, 22 the start time.
    const auto fields = split(std::string_view(*text).substr(close_at + 2), ' ');
    if (fields.size() < 20) return std::nullopt;
    const auto parent = parse_int(fields[1]);
    const auto threads = parse_int(fields[17]);
    const auto start = parse_int(fields[19]);
    if (!parent || !start) return std::nullopt;
    return ProcStat{text->substr(open_at + 1, close_at - open_at - 1), *parent,
                    static_cast<std::uint64_t>(*start), threads.value_or(0)};
}

}  // namespace farebox::platform
