#pragma once
// base64url without padding (RFC 4648 section 5), as JSON Web Tokens and cookies write bytes, and
// base64 with padding (section 4), as the Authorization header does.

#include <optional>
#include <string>
#include <string_view>

namespace farebox {

std::string base64url_encode(std::string_view bytes);
std::string base64_encode(std::string_view bytes);

/// Nothing on padding, blanks, a foreign character, or left-over bits that are not zero: one byte
/// string has one spelling, so that a token cannot be respelt past a list of used ones.
std::optional<std::string> base64url_decode(std::string_view text);

}  // namespace farebox
