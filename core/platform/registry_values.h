#pragma once
// Values of a Windows registry key as JSON. Apart from Windows, so that the meaning of each type is
// tested everywhere.
//
// | registry             | JSON                                                             |
// |----------------------|------------------------------------------------------------------|
// | REG_SZ, REG_EXPAND_SZ| text (variables are not expanded: they would be the daemon's)      |
// | REG_MULTI_SZ         | text, its lines joined by line feeds: long JSON is written so      |
// | REG_DWORD, REG_QWORD | number; true and false are 1 and 0                               |
// | others               | null, which no key allows                                        |

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"

namespace farebox::platform {

/// As RegEnumValueW gives it.
struct RegistryValue {
    std::string name;         ///< UTF-8
    std::uint32_t type = 0;   ///< REG_SZ = 1, ...
    std::string bytes;        ///< text is UTF-16, little-endian; with or without a final zero
};

/// An object by name, in the order given.
Json registry_to_json(const std::vector<RegistryValue>& values);

}  // namespace farebox::platform
