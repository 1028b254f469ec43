#include "core/collector/exports/csv.h"

#include <utility>

namespace farebox::collector {

CsvLine& CsvLine::add(std::string_view field) {
    if (!is_first_) text_ += ',';
    is_first_ = false;
    if (field.find_first_of(",\"\r\n") == field.npos) {
        text_ += field;
        return *this;
    }
    text_ += '"';
    for (const char c : field) {
        if (c == '"') text_ += '"';
        text_ += c;
    }
    text_ += '"';
    return *this;
}

CsvLine& CsvLine::add_for_people(std::string_view field) {
    constexpr std::string_view FormulaStarts = "=+-@\t\r";
    if (field.empty() || FormulaStarts.find(field.front()) == FormulaStarts.npos) return add(field);
    return add("'" + std::string(field));
}

std::string CsvLine::take() { return std::move(text_) + "\r\n"; }

}  // namespace farebox::collector
