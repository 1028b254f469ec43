// Processes through their own parameter block (PEB). The command line and the working directory
// are nowhere else to be had; the layout of the 64-bit block is documented in winternl.h for the
// first and stable since Windows Vista for the second. A 32-bit target has a block of another
// layout; its directory stays unknown. Verified under wine.
#include "core/platform/process.h"

#include "core/base/format.h"
#include "core/platform/windows/wide.h"

#include <array>
#include <cstddef>

#include <shellapi.h>
#include <winternl.h>

namespace farebox::platform {
namespace {

static_assert(sizeof(void*) == 8, "the offsets below are those of 64-bit Windows");
constexpr std::size_t ParametersInPeb = 0x20;
constexpr std::size_t DirectoryInParameters = 0x38;
constexpr std::size_t CommandLineInParameters = 0x70;
constexpr std::size_t TextLimit = 32 * 1024 * sizeof(wchar_t);

/// PROCESS_BASIC_INFORMATION; the SDKs disagree on the names of its fields.
struct BasicInformation {
    NTSTATUS exit_status;
    const std::byte* peb;
    ULONG_PTR affinity_mask;
    LONG base_priority;
    ULONG_PTR pid;
    ULONG_PTR parent_pid;
};

using Query = NTSTATUS(NTAPI*)(HANDLE, PROCESSINFOCLASS, PVOID, ULONG, PULONG);

std::uint64_t start_time_of(HANDLE process) {
    FILETIME created{}, exited{}, kernel{}, user{};
    if (GetProcessTimes(process, &created, &exited, &kernel, &user) == 0) return 0;
    return (static_cast<std::uint64_t>(created.dwHighDateTime) << 32) | created.dwLowDateTime;
}

bool is_running(HANDLE process) {
    DWORD code = 0;
    return GetExitCodeProcess(process, &code) != 0 && code == STILL_ACTIVE;
}

std::string path_of(HANDLE process) {
    std::wstring path(32 * 1024, L'\0');
    DWORD size = static_cast<DWORD>(path.size());
    if (QueryFullProcessImageNameW(process, 0, path.data(), &size) == 0) return {};
    return to_utf8(std::wstring_view(path).substr(0, size));
}

template <class T>
bool read_at(HANDLE process, const std::byte* address, T& value) {
    SIZE_T got = 0;
    return ReadProcessMemory(process, address, &value, sizeof value, &got) != 0 &&
           got == sizeof value;
}

std::wstring read_text(HANDLE process, const std::byte* address) {
    UNICODE_STRING text{};
    if (!read_at(process, address, text) || text.Length > TextLimit) return {};
    std::wstring result(text.Length / sizeof(wchar_t), L'\0');
    SIZE_T got = 0;
    if (ReadProcessMemory(process, text.Buffer, result.data(), text.Length, &got) == 0) return {};
    result.resize(got / sizeof(wchar_t));
    return result;
}

struct Block {
    std::int64_t parent_pid = 0;
    std::wstring cwd;
    std::wstring command_line;
};

Block read_block(HANDLE process) {
    Block block;
    const auto query = reinterpret_cast<Query>(reinterpret_cast<void*>(
        GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "NtQueryInformationProcess")));
    BasicInformation basic{};
    if (query == nullptr ||
        query(process, ProcessBasicInformation, &basic, sizeof basic, nullptr) != 0) {
        return block;
    }
    block.parent_pid = static_cast<std::int64_t>(basic.parent_pid);
    const std::byte* parameters = nullptr;
    if (basic.peb == nullptr || !read_at(process, basic.peb + ParametersInPeb, parameters)) {
        return block;
    }
    block.cwd = read_text(process, parameters + DirectoryInParameters);
    block.command_line = read_text(process, parameters + CommandLineInParameters);
    return block;
}

std::vector<std::string> split_command_line(const std::wstring& line) {
    std::vector<std::string> argv;
    int count = 0;
    wchar_t** words = line.empty() ? nullptr : CommandLineToArgvW(line.c_str(), &count);
    if (words == nullptr) return argv;
    for (int i = 0; i < count; ++i) argv.push_back(to_utf8(words[i]));
    LocalFree(words);
    return argv;
}

/// Last number of the SID: tells the users of one machine apart (winnt.h, "relative identifier").
std::uint32_t uid_of(HANDLE process) {
    HANDLE opened = nullptr;
    if (OpenProcessToken(process, TOKEN_QUERY, &opened) == 0) return 0;
    const Handle token(opened);
    alignas(TOKEN_USER) std::array<std::byte, 256> buffer{};
    DWORD size = 0;
    if (GetTokenInformation(token.get(), TokenUser, buffer.data(), buffer.size(), &size) == 0) {
        return 0;
    }
    PSID sid = reinterpret_cast<TOKEN_USER*>(buffer.data())->User.Sid;
    const UCHAR parts = *GetSidSubAuthorityCount(sid);
    return parts == 0 ? 0 : *GetSidSubAuthority(sid, parts - 1U);
}

std::string base_name(const std::string& path) {
    const auto slash = path.find_last_of("\\/");
    return slash == std::string::npos ? path : path.substr(slash + 1);
}

std::string without_end_slash(std::string path) {
    while (path.size() > 3 && path.ends_with('\\')) path.pop_back();
    return path;
}

}  // namespace

std::string read_cwd(std::int64_t pid) {
    const Result<Process> process = read_process(pid);
    return process ? process->cwd : std::string();
}

Result<Process> read_process(std::int64_t pid) {
    Handle handle(OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION | PROCESS_VM_READ, FALSE,
                              static_cast<DWORD>(pid)));
    if (!handle.is_open() || !is_running(handle.get())) {
        return not_found(format("process {} has ended or may not be read", pid));
    }
    Process process;
    process.id = {pid, start_time_of(handle.get())};
    const Block block = read_block(handle.get());
    process.parent_pid = block.parent_pid;
    process.uid = uid_of(handle.get());
    process.path = path_of(handle.get());
    process.name = base_name(process.path);
    process.cwd = without_end_slash(to_utf8(block.cwd));
    process.argv = split_command_line(block.command_line);
    return process;
}

std::optional<ProcessId> find_process(std::int64_t pid) {
    const Handle handle(
        OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, static_cast<DWORD>(pid)));
    if (!handle.is_open() || !is_running(handle.get())) return std::nullopt;
    return ProcessId{pid, start_time_of(handle.get())};
}

/// Build agents on Windows run Farebox inside the job, where its own environment tells the same.
std::vector<std::pair<std::string, std::string>> find_environment(
    std::int64_t, const std::vector<std::string_view>&) {
    return {};
}

ProcessId current_process() {
    return {static_cast<std::int64_t>(GetCurrentProcessId()), start_time_of(GetCurrentProcess())};
}

std::string current_executable() { return path_of(GetCurrentProcess()); }

std::uint32_t user_id() { return uid_of(GetCurrentProcess()); }

std::string user_name() {
    std::array<wchar_t, 257> name{};
    DWORD size = static_cast<DWORD>(name.size());
    if (GetUserNameW(name.data(), &size) == 0 || size == 0) return std::to_string(user_id());
    return to_utf8({name.data(), size - 1});
}

std::string host_name() {
    std::array<wchar_t, MAX_COMPUTERNAME_LENGTH + 1> name{};
    DWORD size = static_cast<DWORD>(name.size());
    if (GetComputerNameW(name.data(), &size) == 0) return "";
    return to_utf8({name.data(), size});
}

}  // namespace farebox::platform
