#include "core/control/csv.h"

namespace farebox::control {
namespace {

std::string cell_of(const Json& row, const std::string& column) {
    const Json* value = find_member(row, column);
    if (value == nullptr || value->is_null()) return "";
    if (value->is_string()) return csv_cell(value->get<std::string>());
    const std::string text = farebox::to_text(*value);
    // A number is never a formula, and "-5" must stay one.
    return value->is_number() || value->is_boolean() ? text : csv_cell(text);
}

}  // namespace

std::string csv_cell(std::string_view text) {
    std::string cell(text);
    if (!cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos) {
        cell.insert(0, 1, '\'');
    }
    if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
    std::string quoted = "\"";
    for (const char c : cell) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + "\"";
}

std::string format_csv(const std::vector<std::string>& columns, const Json& rows) {
    std::string text;
    for (std::size_t i = 0; i < columns.size(); ++i) text += (i == 0 ? "" : ",") + columns[i];
    text += "\r\n";
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            text += (i == 0 ? "" : ",") + cell_of(row, columns[i]);
        }
        text += "\r\n";
    }
    return text;
}

std::vector<std::string> csv_columns(const Json& rows, std::vector<std::string> fallback) {
    if (!rows.is_array() || rows.empty()) return fallback;
    std::vector<std::string> columns;
    for (const auto& [name, value] : rows.front().items()) columns.push_back(name);
    return columns;
}

}  // namespace farebox::control
