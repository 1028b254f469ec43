// Processes from /proc (proc(5)).
#include "core/platform/process.h"

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/platform/linux/proc_files.h"

#include <algorithm>

#include <unistd.h>

namespace farebox::platform {
namespace {

// Agents put whole prompts into argv; the part that names the agent comes first.
constexpr std::size_t ArgvLimit = 64 * 1024;
constexpr std::size_t EnvironmentLimit = 1024 * 1024;

std::vector<std::string> split_at_nul(const std::string& text) {
    std::vector<std::string> parts;
    for (const auto part : split(text, '\0')) parts.emplace_back(part);
    if (!parts.empty() && parts.back().empty()) parts.pop_back();
    return parts;
}

/// Effective user from "/proc/<pid>/status": "Uid:\t<real>\t<effective>\t...". The owner of the
/// directory is no substitute: it is root for a process that may not be dumped.
std::optional<std::uint32_t> read_uid(std::int64_t pid) {
    const auto text = read_proc_file(pid, "status", 8192);
    if (!text) return std::nullopt;
    const auto line = between(*text, "\nUid:\t", "\n");
    if (!line) return std::nullopt;
    const auto numbers = split(*line, '\t');
    if (numbers.size() < 2) return std::nullopt;
    const auto uid = parse_int(numbers[1]);
    if (!uid) return std::nullopt;
    return static_cast<std::uint32_t>(*uid);
}

}  // namespace

std::string read_cwd(std::int64_t pid) { return read_proc_link(pid, "cwd"); }

Result<Process> read_process(std::int64_t pid) {
    const auto stat = read_proc_stat(pid);
    const auto uid = stat ? read_uid(pid) : std::nullopt;
    if (!stat || !uid) return not_found(format("process {} has ended", pid));

    Process process;
    process.id = {pid, stat->start_time};
    process.parent_pid = stat->parent_pid;
    process.uid = *uid;
    process.name = stat->name;
    process.path = read_proc_link(pid, "exe");
    process.cwd = read_proc_link(pid, "cwd");
    process.argv = split_at_nul(read_proc_file(pid, "cmdline", ArgvLimit).value_or(""));

    // The number may have passed to another process between the first read and the last.
    if (find_process(pid) != process.id) return not_found(format("process {} has ended", pid));
    return process;
}

std::optional<ProcessId> find_process(std::int64_t pid) {
    const auto stat = read_proc_stat(pid);
    if (!stat) return std::nullopt;
    return ProcessId{pid, stat->start_time};
}

std::vector<std::pair<std::string, std::string>> find_environment(
    std::int64_t pid, const std::vector<std::string_view>& names) {
    std::vector<std::pair<std::string, std::string>> found;
    const auto text = read_proc_file(pid, "environ", EnvironmentLimit);
    if (!text) return found;
    for (const auto entry : split(*text, '\0')) {
        const auto equals = entry.find('=');
        if (equals == std::string_view::npos) continue;
        const auto name = entry.substr(0, equals);
        if (std::ranges::find(names, name) == names.end()) continue;
        found.emplace_back(name, entry.substr(equals + 1));
    }
    return found;
}

ProcessId current_process() {
    const std::int64_t pid = getpid();
    return find_process(pid).value_or(ProcessId{pid, 0});
}

std::string current_executable() { return read_proc_link(getpid(), "exe"); }

}  // namespace farebox::platform
