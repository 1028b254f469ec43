#pragma once
// One column of many rows as the text of an array (PostgreSQL manual, 8.15.6 "Array Input and Output
// Syntax"). Private to this folder.

#include <charconv>
#include <span>
#include <string>
#include <vector>

#include "core/collector/store/database.h"

namespace farebox::collector {

inline void append_array_item(std::string& text, const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        char digits[24];
        const auto end = std::to_chars(digits, digits + sizeof digits, *number).ptr;
        text.append(digits, end);
    } else if (const auto* words = std::get_if<std::string>(&value)) {
        text += '"';
        for (const char c : *words) {
            if (c == '"' || c == '\\') text += '\\';
            text += c;
        }
        text += '"';
    } else {
        text += "NULL";
    }
}

/// "{1,2}" or "{\"a\",\"b\"}" of the values at `column`.
inline std::string array_text(std::span<const std::vector<Value>> rows, std::size_t column) {
    std::string text = "{";
    for (const std::vector<Value>& row : rows) {
        if (text.size() > 1) text += ',';
        append_array_item(text, row[column]);
    }
    text += '}';
    return text;
}

}  // namespace farebox::collector
