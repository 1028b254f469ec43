#include "core/platform/file_stamp.h"

#include "core/base/format.h"
#include "core/platform/windows/wide.h"

namespace farebox::platform {
namespace {

HANDLE open_path(const std::string& path, DWORD access) {
    constexpr DWORD ShareAll = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
    return CreateFileW(to_wide(path).c_str(), access, ShareAll, nullptr, OPEN_EXISTING,
                       FILE_FLAG_BACKUP_SEMANTICS, nullptr);
}

}  // namespace

FileStamp read_stamp(const std::string& path) {
    const Handle file(open_path(path, FILE_READ_ATTRIBUTES));
    BY_HANDLE_FILE_INFORMATION facts{};
    if (!file.is_open() || GetFileInformationByHandle(file.get(), &facts) == 0) return {};
    const bool is_folder = (facts.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
    const auto join = [](DWORD high, DWORD low) {
        return (static_cast<std::uint64_t>(high) << 32) | low;
    };
    return {is_folder ? FileKind::Folder : FileKind::File, facts.dwVolumeSerialNumber,
            join(facts.nFileIndexHigh, facts.nFileIndexLow),
            static_cast<std::int64_t>(join(facts.nFileSizeHigh, facts.nFileSizeLow)),
            static_cast<std::int64_t>(join(facts.ftLastWriteTime.dwHighDateTime,
                                           facts.ftLastWriteTime.dwLowDateTime)) * 100};
}

Result<std::string> load_regular_file(const std::string& path, std::size_t limit) {
    const Handle file(open_path(path, GENERIC_READ));
    if (!file.is_open()) {
        const DWORD why = GetLastError();
        const bool is_absent = why == ERROR_FILE_NOT_FOUND || why == ERROR_PATH_NOT_FOUND;
        return Error{is_absent ? ErrorCode::NotFound : ErrorCode::Unavailable,
                     format("reading {}: {}", path, error_text(why))};
    }
    if (GetFileType(file.get()) != FILE_TYPE_DISK) {
        return invalid(format("reading {}: not a regular file", path));
    }
    std::string text;
    char piece[16 * 1024];
    DWORD got = 0;
    while (ReadFile(file.get(), piece, sizeof piece, &got, nullptr) != 0 && got > 0) {
        text.append(piece, got);
        if (text.size() > limit) {
            return Error{ErrorCode::TooLarge,
                         format("reading {}: larger than {} bytes", path, limit)};
        }
    }
    return text;
}

std::optional<std::string> find_real_path(const std::string& path) {
    const Handle file(open_path(path, 0));
    if (!file.is_open()) return std::nullopt;
    std::wstring real(32 * 1024, L'\0');
    const DWORD size = GetFinalPathNameByHandleW(file.get(), real.data(),
                                                 static_cast<DWORD>(real.size()), 0);
    if (size == 0 || size >= real.size()) return std::nullopt;
    std::string text = to_utf8(std::wstring_view(real).substr(0, size));
    if (text.starts_with("\\\\?\\")) text.erase(0, 4);
    for (char& c : text) {
        if (c == '\\') c = '/';  // git's own form, and the one our path code walks
    }
    return text;
}

}  // namespace farebox::platform
