#pragma once
// Rows in the text form of COPY (PostgreSQL manual, COPY, "Text Format"). Private to this folder.

#include <charconv>
#include <string>
#include <vector>

#include "core/collector/store/database.h"

namespace farebox::collector {

class CopyText {
public:
    void add(const std::vector<Value>& row) {
        for (std::size_t at = 0; at < row.size(); ++at) {
            if (at > 0) text_ += '\t';
            add(row[at]);
        }
        text_ += '\n';
    }
    bool is_full() const { return text_.size() >= 256 * 1024; }
    const char* data() const { return text_.data(); }
    int size() const { return static_cast<int>(text_.size()); }
    void clear() { text_.clear(); }

private:
    void add(const Value& value) {
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
            char digits[24];
            const auto end = std::to_chars(digits, digits + sizeof digits, *number).ptr;
            text_.append(digits, end);
        } else if (const auto* text = std::get_if<std::string>(&value)) {
            add_escaped(*text);
        } else {
            text_ += "\\N";
        }
    }
    void add_escaped(const std::string& text) {
        for (const char c : text) {
            switch (c) {
                case '\\': text_ += "\\\\"; break;
                case '\n': text_ += "\\n"; break;
                case '\r': text_ += "\\r"; break;
                case '\t': text_ += "\\t"; break;
                default: text_ += c;
            }
        }
    }

    std::string text_;
};

}  // namespace farebox::collector
