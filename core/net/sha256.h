#pragma once
// SHA-256 for folders that may not know OpenSSL; they receive it as a function.

#include <string>
#include <string_view>

namespace farebox::net {

/// 64 lower-case hexadecimal digits; empty only when the library fails, which it does not for a
/// digest it was built with.
std::string sha256_hex(std::string_view bytes);

}  // namespace farebox::net
