#pragma once
// UTF-16 as property lists and the registry hold it.

#include <string>
#include <string_view>

namespace farebox::platform {

enum class ByteOrder { Little, Big };

/// UTF-8; half surrogates become U+FFFD, a last odd byte is dropped.
std::string utf8_from_utf16(std::string_view bytes, ByteOrder order);
/// One code point; U+FFFD for what is none.
void append_utf8(std::string& text, char32_t code);

}  // namespace farebox::platform
