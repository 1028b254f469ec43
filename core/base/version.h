#pragma once
// The release this program was built as.

namespace farebox {

/// "0.1.0", from the project() line of CMakeLists.txt.
extern const char* const Version;

}  // namespace farebox
