// A file opened without sharing for writing: the system closes it with its process.
#include "core/platform/instance_lock.h"

#include "core/base/file_io.h"
#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/platform/windows/wide.h"

namespace farebox::platform {
namespace {

std::optional<std::int64_t> read_pid(const std::string& file) {
    const auto text = load_file(file, 64);
    if (!text) return std::nullopt;
    return parse_int(text->substr(0, text->find('\n')));
}

HANDLE open_for_writing(const std::string& file, DWORD disposition) {
    return CreateFileW(to_wide(file).c_str(), GENERIC_WRITE, FILE_SHARE_READ, nullptr, disposition,
                       FILE_ATTRIBUTE_NORMAL, nullptr);
}

}  // namespace

Result<std::unique_ptr<InstanceLock>> InstanceLock::acquire(const std::string& file) {
    HANDLE handle = open_for_writing(file, OPEN_ALWAYS);
    if (handle == INVALID_HANDLE_VALUE) {
        const DWORD why = GetLastError();
        if (why != ERROR_SHARING_VIOLATION) {
            return unavailable(format("opening the lock {}: {}", file, error_text(why)));
        }
        const auto pid = read_pid(file);
        return Error{ErrorCode::Conflict,
                     format("Farebox is already running{} (lock {})",
                            pid ? " as process " + std::to_string(*pid) : std::string(), file)};
    }
    const std::string line = std::to_string(GetCurrentProcessId()) + "\n";
    DWORD written = 0;
    SetEndOfFile(handle);
    WriteFile(handle, line.data(), static_cast<DWORD>(line.size()), &written, nullptr);
    SetEndOfFile(handle);
    return std::unique_ptr<InstanceLock>(
        new InstanceLock(reinterpret_cast<std::intptr_t>(handle)));
}

InstanceLock::~InstanceLock() { CloseHandle(reinterpret_cast<HANDLE>(handle_)); }

std::optional<std::int64_t> find_lock_holder(const std::string& file) {
    const Handle handle(open_for_writing(file, OPEN_EXISTING));
    if (handle.is_open() || GetLastError() != ERROR_SHARING_VIOLATION) return std::nullopt;
    return read_pid(file).value_or(0);
}

}  // namespace farebox::platform
