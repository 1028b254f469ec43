#pragma once
// A CSV file as people save it from a spreadsheet (RFC 4180 and what programs really write): comma,
// semicolon or tab between cells, a byte order mark, lines ended by LF or CRLF, blank lines between.
//
// A damaged file is refused with the number of the line, as an editor counts it.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace farebox::collector {

inline constexpr std::size_t CsvLineLimit = 500'000;
inline constexpr std::size_t CsvCellLimit = 4096;  ///< bytes

struct CsvInputLine {
    std::size_t line = 0;            ///< where it begins, counted from 1
    std::vector<std::string> cells;  ///< without blanks at the ends unless quoted
};

struct CsvFile {
    std::vector<std::string> columns;  ///< first line, small letters
    std::vector<CsvInputLine> lines;   ///< each with as many cells as there are columns
};

Result<CsvFile> parse_csv(std::string_view text);

}  // namespace farebox::collector
