#pragma once
// Small text helpers; ASCII only where case matters (HTTP names, git refs).

#include <string>
#include <string_view>
#include <vector>

#include <cstdint>
#include <optional>

namespace farebox {

std::string to_lower(std::string_view text);
bool equals_ignore_case(std::string_view a, std::string_view b);
/// Without blanks and tabs at both ends.
std::string_view trim(std::string_view text);
/// Pieces between separators; "a,,b" has an empty middle. Empty text has no pieces.
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
bool contains(std::string_view text, std::string_view part);
/// Whole text as a decimal integer, sign allowed; nothing on any other byte or overflow.
std::optional<std::int64_t> parse_int(std::string_view text);
/// Text between two marks, searched from the front; nothing when one is missing.
std::optional<std::string_view> between(std::string_view text, std::string_view open,
                                        std::string_view close);
/// Cut to `limit` bytes at a UTF-8 boundary with an ellipsis.
std::string shorten(std::string_view text, std::size_t limit);
/// Control characters (C0, C1, text direction marks) replaced by '?', for text from outside that
/// reaches a terminal or log.
std::string printable(std::string_view text);

}  // namespace farebox
