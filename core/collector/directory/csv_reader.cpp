#include "core/collector/directory/csv_reader.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/base/strings.h"

namespace farebox::collector {
namespace {

/// The separator is the one that the first line has most of.
char separator_of(std::string_view text) {
    const std::string_view first = text.substr(0, text.find('\n'));
    const auto count = [&](char c) { return std::ranges::count(first, c); };
    if (count(';') > count(',') && count(';') >= count('\t')) return ';';
    return count('\t') > count(',') ? '\t' : ',';
}

class Reader {
public:
    Reader(std::string_view text, char separator) : text_(text), separator_(separator) {}

    bool at_end() const { return at_ >= text_.size(); }

    Result<CsvInputLine> read_line() {
        CsvInputLine out;
        out.line = line_;
        while (true) {
            FAREBOX_TRY(cell, read_cell());
            if (cell.size() > CsvCellLimit) {
                return make_error(ErrorCode::TooLarge, format("line {}: a cell is longer than {} bytes",
                                                              out.line, CsvCellLimit));
            }
            out.cells.push_back(std::move(cell));
            if (at_end() || text_[at_] != separator_) break;
            ++at_;
        }
        skip_line_end();
        return out;
    }

private:
    bool is_line_end(char c) const { return c == '\n' || c == '\r'; }

    void skip_line_end() {
        if (!at_end() && text_[at_] == '\r') ++at_;
        if (!at_end() && text_[at_] == '\n') ++at_;
        ++line_;
    }

    void skip_blanks() {
        while (!at_end() && text_[at_] == ' ') ++at_;
    }

    Result<std::string> read_cell() {
        skip_blanks();
        if (!at_end() && text_[at_] == '"') return read_quoted();
        const std::size_t begin = at_;
        while (!at_end() && text_[at_] != separator_ && !is_line_end(text_[at_])) ++at_;
        return std::string(trim(text_.substr(begin, at_ - begin)));
    }

    Result<std::string> read_quoted() {
        const std::size_t opened = line_;
        std::string cell;
        for (++at_; !at_end(); ++at_) {
            if (text_[at_] == '\n') ++line_;
            if (text_[at_] != '"') {
                cell += text_[at_];
            } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
                cell += text_[at_++];
            } else {
                ++at_;
                return end_quoted(std::move(cell));
            }
        }
        return invalid(format("line {}: a quote is opened and never closed", opened));
    }

    Result<std::string> end_quoted(std::string cell) {
        skip_blanks();
        if (at_end() || text_[at_] == separator_ || is_line_end(text_[at_])) return cell;
        return invalid(format("line {}: text goes on after a closing quote; a quote inside a cell is "
                              "written twice", line_));
    }

    const std::string_view text_;
    const char separator_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

bool is_blank(const CsvInputLine& line) {
    return std::ranges::all_of(line.cells, [](const std::string& cell) { return cell.empty(); });
}

/// Programs leave out empty cells at the end of a line, or add some.
Result<void> fit(CsvInputLine& line, std::size_t columns) {
    while (line.cells.size() > columns && line.cells.back().empty()) line.cells.pop_back();
    if (line.cells.size() > columns) {
        return invalid(format("line {}: {} cells where the first line names {} columns", line.line,
                              line.cells.size(), columns));
    }
    line.cells.resize(columns);
    return {};
}

Result<std::vector<std::string>> column_names(CsvInputLine first) {
    while (!first.cells.empty() && first.cells.back().empty()) first.cells.pop_back();
    std::vector<std::string> names;
    for (const std::string& cell : first.cells) {
        const std::string name = to_lower(cell);
        if (name.empty()) return invalid("line 1: a column has no name");
        if (std::ranges::find(names, name) != names.end()) {
            return invalid(format("line 1: the column \"{}\" is there twice", printable(name)));
        }
        names.push_back(name);
    }
    return names;
}

}  // namespace

Result<CsvFile> parse_csv(std::string_view text) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    Reader reader(text, separator_of(text));
    if (reader.at_end()) return invalid("the file is empty; its first line names the columns");
    FAREBOX_TRY(first, reader.read_line());
    CsvFile file;
    FAREBOX_TRY(names, column_names(std::move(first)));
    if (names.empty()) return invalid("line 1 is blank; the first line names the columns");
    file.columns = std::move(names);
    while (!reader.at_end()) {
        FAREBOX_TRY(line, reader.read_line());
        if (is_blank(line)) continue;
        FAREBOX_TRY_VOID(fit(line, file.columns.size()));
        if (file.lines.size() == CsvLineLimit) {
            return make_error(ErrorCode::TooLarge, format("more than {} lines", CsvLineLimit));
        }
        file.lines.push_back(std::move(line));
    }
    return file;
}

}  // namespace farebox::collector
