#pragma once
// Has a file changed since we read it? One stat instead of one read.
//
// Git replaces files by renaming a new one over them, so a change shows as another inode even
// within one tick of the clock.

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/result.h"

namespace farebox::platform {

enum class FileKind { Absent, File, Folder, Other };

struct FileStamp {
    FileKind kind = FileKind::Absent;
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::int64_t size = 0;
    std::int64_t modified_ns = 0;

    bool operator==(const FileStamp&) const = default;
    bool is_file() const { return kind == FileKind::File; }
    bool is_folder() const { return kind == FileKind::Folder; }
};

/// Follows links. About 1.5 us on Linux; all zero when the file is not there.
FileStamp read_stamp(const std::string& path);

/// Text of a regular file. A pipe or device in its place is refused instead of waited for, because
/// the paths come from repositories that strangers may have prepared.
Result<std::string> load_regular_file(const std::string& path, std::size_t limit);

/// Absolute, without links and dots; nothing when the path does not exist.
std::optional<std::string> find_real_path(const std::string& path);

}  // namespace farebox::platform
