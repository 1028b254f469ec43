#pragma once
// Files that tell us what to do on behalf of somebody else must not be writable by those they bind.

#include <cstdint>
#include <string>

#include "core/base/result.h"

namespace farebox::platform {

/// The whole file. Denied when another user owns it or group or others may write it; the owner and
/// mode are those of what was read, whatever is renamed meanwhile. NotFound when it is not there.
Result<std::string> load_trusted_file(const std::string& path, std::uint32_t owner);

/// Denied as above; a folder that others may write lets them choose among trusted files.
Result<void> check_trusted_folder(const std::string& path, std::uint32_t owner);

}  // namespace farebox::platform
