#pragma once
// The JSON façade: the only header that includes nlohmann. Parsing never throws; reading a member
// of the wrong type yields "absent", because foreign JSON is never trusted.
// Ordered: members keep the order in which they were written, so output reads as designed.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// A Json never becomes another type unasked, such as the argument of another overload.
#define JSON_USE_IMPLICIT_CONVERSIONS 0
#include <nlohmann/json.hpp>

#include "core/base/result.h"

namespace farebox {

using Json = nlohmann::ordered_json;

}  // namespace farebox

// Made once, in json.cpp: every source that includes this is compiled faster by a sixth.
extern template class nlohmann::basic_json<nlohmann::ordered_map>;

namespace farebox {

/// Deepest nesting accepted from outside: parsers recurse, and no vendor goes past 30.
constexpr int MaxJsonDepth = 256;

/// Parses a whole document. The error names the byte offset, never the text.
Result<Json> parse_json(std::string_view text);

/// Members that may be absent or of another type. `path` is one key.
const Json* find_member(const Json& object, std::string_view key);
std::optional<std::string> find_string(const Json& object, std::string_view key);
/// Integers only; a double with an integral value counts (some vendors write 12.0).
std::optional<std::int64_t> find_int(const Json& object, std::string_view key);
std::optional<bool> find_bool(const Json& object, std::string_view key);

/// null for what is unknown or empty.
Json or_null(const std::optional<std::int64_t>& number);
Json or_null(const std::string& text);

/// `text` as a JSON string with quotes; invalid UTF-8 is replaced.
std::string json_quote(std::string_view text);
/// Compact text; invalid UTF-8 is replaced.
std::string to_text(const Json& value);
/// Indented by two.
std::string to_pretty_text(const Json& value);

}  // namespace farebox
