#pragma once
// Walks JSON text without parsing it: brackets and commas that stand outside of strings. For text
// that is too long to parse, or was cut, where only its shape is asked for.

#include <string_view>

namespace farebox {

/// Calls `visit(position, mark)` for each of { } [ ] , outside of strings until it returns false.
template <class Visit>
void walk_json_marks(std::string_view text, Visit visit) {
    constexpr std::string_view Marks = "{}[],";
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            if (c == '\\') ++i;
            else if (c == '"') in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (Marks.find(c) != Marks.npos) {
            if (!visit(i, c)) return;
        }
    }
}

}  // namespace farebox
