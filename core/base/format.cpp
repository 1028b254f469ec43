#include "core/base/format.h"

namespace farebox::detail {

std::string format_all(std::string_view pattern, const std::string* parts, std::size_t count) {
    std::string text;
    std::size_t next = 0;
    while (true) {
        const auto at = pattern.find("{}");
        if (at == std::string_view::npos || next == count) return text += pattern;
        text += pattern.substr(0, at);
        text += parts[next++];
        pattern.remove_prefix(at + 2);
    }
}

}  // namespace farebox::detail
