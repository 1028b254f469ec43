#pragma once
// format("reading {}: {} bytes", path, size): the one way to build messages. `{}` takes the next
// argument; text, integers and bool. std::format is absent from both compilers we support.

#include <string>
#include <string_view>
#include <type_traits>

namespace farebox {

namespace detail {
inline std::string format_part(std::string_view value) { return std::string(value); }
inline std::string format_part(const std::string& value) { return value; }
inline std::string format_part(const char* value) { return value; }
inline std::string format_part(bool value) { return value ? "true" : "false"; }
inline std::string format_part(char value) { return std::string(1, value); }
template <class Number>
    requires std::is_integral_v<Number>
std::string format_part(Number value) {
    return std::to_string(value);
}
std::string format_all(std::string_view pattern, const std::string* parts, std::size_t count);
}  // namespace detail

/// Surplus arguments are ignored, missing ones leave their `{}`: a message is never lost.
template <class... Parts>
std::string format(std::string_view pattern, const Parts&... parts) {
    if constexpr (sizeof...(parts) == 0) {
        return std::string(pattern);
    } else {
        const std::string texts[] = {detail::format_part(parts)...};
        return detail::format_all(pattern, texts, sizeof...(parts));
    }
}

}  // namespace farebox
