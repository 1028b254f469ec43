#pragma once
// Tables for people: aligned by what a terminal shows (not by bytes), numbers to the right, fitted
// to a width by shortening the columns that may shrink, colour only where asked.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace farebox::control {

struct TextStyle {
    std::size_t width = 0;  ///< columns of the terminal; 0 = do not fit (a pipe)
    bool colour = false;
};

/// Columns a terminal needs for UTF-8 text: wide East Asian letters and emoji 2, combining marks 0.
std::size_t display_width(std::string_view text);
/// Cut to `width` columns with an ellipsis in the middle: both ends of a path or branch tell.
std::string fit(std::string_view text, std::size_t width);

enum class Align { Left, Right };
enum class Shrink { No, Yes };

struct Column {
    std::string title;
    Align align = Align::Left;
    Shrink shrink = Shrink::No;
};

class Table {
public:
    explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}
    /// One cell a column. Cells from outside must have gone through printable().
    void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
    /// Set apart by a line above.
    void set_total(std::vector<std::string> cells) { total_ = std::move(cells); }
    /// Lines without trailing blanks, each ended by a newline.
    std::string render(const TextStyle& style) const;

private:
    std::vector<std::size_t> column_widths(std::size_t limit) const;
    std::string line(const std::vector<std::string>& cells,
                     const std::vector<std::size_t>& widths) const;

    std::vector<Column> columns_;
    std::vector<std::vector<std::string>> rows_;
    std::vector<std::string> total_;
};

/// "\x1b[1m...\x1b[0m" where colour is wanted.
std::string bold(std::string_view text, const TextStyle& style);
std::string dim(std::string_view text, const TextStyle& style);
std::string red(std::string_view text, const TextStyle& style);
std::string green(std::string_view text, const TextStyle& style);

}  // namespace farebox::control
