// Processes through libproc (libproc.h, sys/proc_info.h) and sysctl KERN_PROCARGS2.
// Not compiled by our builds; written from the headers of the macOS SDK.
#include "core/platform/process.h"

#include "core/base/format.h"

#include <algorithm>
#include <cstring>

#include <libproc.h>
#include <sys/sysctl.h>
#include <unistd.h>

namespace farebox::platform {
namespace {

std::optional<proc_bsdinfo> read_bsd_info(std::int64_t pid) {
    proc_bsdinfo info{};
    const int size = proc_pidinfo(static_cast<int>(pid), PROC_PIDTBSDINFO, 0, &info, sizeof info);
    if (size != sizeof info) return std::nullopt;
    return info;
}

std::uint64_t start_time_of(const proc_bsdinfo& info) {
    return info.pbi_start_tvsec * 1'000'000 + info.pbi_start_tvusec;
}

/// argc, the executable's path, padding, then argv and the environment, each ended by NUL.
struct Arguments {
    std::vector<std::string> argv;
    std::vector<std::string> environment;
};

Arguments read_arguments(std::int64_t pid) {
    Arguments arguments;
    int limit = 0;
    std::size_t size = sizeof limit;
    int limit_name[] = {CTL_KERN, KERN_ARGMAX};
    if (sysctl(limit_name, 2, &limit, &size, nullptr, 0) != 0 || limit <= 0) return arguments;
    std::string buffer(static_cast<std::size_t>(limit), '\0');
    size = buffer.size();
    int name[] = {CTL_KERN, KERN_PROCARGS2, static_cast<int>(pid)};
    if (sysctl(name, 3, buffer.data(), &size, nullptr, 0) != 0) return arguments;
    buffer.resize(size);

    int count = 0;
    if (buffer.size() < sizeof count) return arguments;
    std::memcpy(&count, buffer.data(), sizeof count);
    std::size_t at = buffer.find('\0', sizeof count);
    at = at == std::string::npos ? at : buffer.find_first_not_of('\0', at);
    while (at != std::string::npos && at < buffer.size()) {
        const std::size_t end = std::min(buffer.find('\0', at), buffer.size());
        const std::string text = buffer.substr(at, end - at);
        if (static_cast<int>(arguments.argv.size()) < count) {
            arguments.argv.push_back(text);
        } else if (text.empty()) {
            break;
        } else {
            arguments.environment.push_back(text);
        }
        at = end + 1;
    }
    return arguments;
}

std::string path_of(std::int64_t pid) {
    char path[PROC_PIDPATHINFO_MAXSIZE];
    const int size = proc_pidpath(static_cast<int>(pid), path, sizeof path);
    return size > 0 ? std::string(path, static_cast<std::size_t>(size)) : std::string();
}

std::string cwd_of(std::int64_t pid) {
    proc_vnodepathinfo paths{};
    const int size =
        proc_pidinfo(static_cast<int>(pid), PROC_PIDVNODEPATHINFO, 0, &paths, sizeof paths);
    return size == sizeof paths ? std::string(paths.pvi_cdir.vip_path) : std::string();
}

}  // namespace

std::string read_cwd(std::int64_t pid) { return cwd_of(pid); }

Result<Process> read_process(std::int64_t pid) {
    const auto info = read_bsd_info(pid);
    if (!info) return not_found(format("process {} has ended or may not be read", pid));
    Process process;
    process.id = {pid, start_time_of(*info)};
    process.parent_pid = info->pbi_ppid;
    process.uid = info->pbi_uid;
    process.name = info->pbi_name[0] != '\0' ? info->pbi_name : info->pbi_comm;
    process.path = path_of(pid);
    process.cwd = cwd_of(pid);
    process.argv = read_arguments(pid).argv;
    if (find_process(pid) != process.id) return not_found(format("process {} has ended", pid));
    return process;
}

std::optional<ProcessId> find_process(std::int64_t pid) {
    const auto info = read_bsd_info(pid);
    if (!info) return std::nullopt;
    return ProcessId{pid, start_time_of(*info)};
}

std::vector<std::pair<std::string, std::string>> find_environment(
    std::int64_t pid, const std::vector<std::string_view>& names) {
    std::vector<std::pair<std::string, std::string>> found;
    for (const auto& entry : read_arguments(pid).environment) {
        const auto equals = entry.find('=');
        if (equals == std::string::npos) continue;
        const auto name = std::string_view(entry).substr(0, equals);
        if (std::ranges::find(names, name) == names.end()) continue;
        found.emplace_back(name, entry.substr(equals + 1));
    }
    return found;
}

ProcessId current_process() {
    return find_process(getpid()).value_or(ProcessId{getpid(), 0});
}

std::string current_executable() { return path_of(getpid()); }

}  // namespace farebox::platform
