#pragma once
// Whole small files. Paths are UTF-8.

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace farebox {

constexpr std::size_t DefaultFileLimit = 16 * 1024 * 1024;

/// The whole file; NotFound, Denied or TooLarge with the path in the message.
Result<std::string> load_file(const std::string& path, std::size_t limit = DefaultFileLimit);

/// Writes beside and renames over, so that a reader sees the old or the new text, never a part.
/// `mode` as for chmod; 0600 by default because most of our files are the user's own.
Result<void> save_file(const std::string& path, std::string_view text, unsigned mode = 0600);

/// Creates the folder and its parents; an existing one is tightened to `mode` only when created.
Result<void> make_dirs(const std::string& path, unsigned mode = 0700);

bool file_exists(const std::string& path);

}  // namespace farebox
