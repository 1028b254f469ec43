#pragma once
// Apple property lists as JSON: the XML form that people write and the binary form that macOS keeps.
//
// Own code, because Foundation is not in the cross toolchain and a library for two small formats
// would be one more thing to ship. Forms after Apple's PropertyList-1.0.dtd and CFBinaryPList.c.
// Dates, data and whatever JSON has no word for become null. The bytes are not trusted: nesting,
// number of values and the size of all texts are bounded, since a binary list may refer to one
// value many times over.

#include <string_view>

#include "core/base/json.h"

namespace farebox::platform {

/// Either form. Invalid says what is wrong and where.
Result<Json> parse_plist(std::string_view bytes);

Result<Json> parse_xml_plist(std::string_view text);
Result<Json> parse_binary_plist(std::string_view bytes);

constexpr int MaxPlistDepth = 64;
constexpr std::size_t MaxPlistValues = 100'000;
constexpr std::size_t MaxPlistText = 8 * 1024 * 1024;

}  // namespace farebox::platform
