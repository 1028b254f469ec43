#pragma once
// CSV by RFC 4180: fields quoted only where they must be, lines ended by CR LF, UTF-8.

#include <string>
#include <string_view>

namespace farebox::collector {

/// One line, field by field. An empty field is "unknown": nothing is ever written as 0 for it.
class CsvLine {
public:
    CsvLine& add(std::string_view field);
    /// As add, for files that people open in a spreadsheet: text that would be taken for a formula
    /// (=, +, -, @ in front) gets an apostrophe. Names of branches come from outside.
    CsvLine& add_for_people(std::string_view field);
    /// With the line's end; the object is used up.
    std::string take();

private:
    std::string text_;
    bool is_first_ = true;
};

}  // namespace farebox::collector
