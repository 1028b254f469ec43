#include "core/collector/exports/spend_csv.h"

#include "core/collector/exports/csv.h"
#include "core/collector/exports/exact.h"

namespace farebox::collector {
namespace {

constexpr std::string_view NanoSuffix = "_nano";

bool is_money(std::string_view name) { return name.ends_with(NanoSuffix); }

std::string column_name(std::string_view figure) {
    if (!is_money(figure)) return std::string(figure);
    return std::string(figure.substr(0, figure.size() - NanoSuffix.size())) + "_usd";
}

std::string text_of(std::string_view, std::int64_t count) { return std::to_string(count); }
std::string text_of(std::string_view name, const std::optional<std::int64_t>& sum) {
    if (!sum) return {};
    return is_money(name) ? format_exact(*sum, 9) : std::to_string(*sum);
}

std::string header(const SpendTable& table) {
    CsvLine line;
    for (const Dimension dimension : table.query.group_by) {
        line.add(to_text(dimension));
        if (is_organisational(dimension)) line.add(std::string(to_text(dimension)) + "_name");
    }
    line.add("people");
    const Figures figures;
    visit_shown(figures, [&](const char* name, const auto&) { line.add(column_name(name)); });
    return line.take();
}

std::string line_of(const SpendTable& table, const SpendRow& row) {
    CsvLine line;
    for (std::size_t i = 0; i < table.query.group_by.size(); ++i) {
        line.add_for_people(row.keys[i].value_or(""));
        if (is_organisational(table.query.group_by[i])) line.add_for_people(row.names[i]);
    }
    line.add(row.people ? std::to_string(*row.people) : "");
    visit_shown(row.figures, [&](const char* name, const auto& shown) {
        line.add(text_of(name, shown));
    });
    return line.take();
}

}  // namespace

std::string spend_csv(const SpendTable& table) {
    std::string csv = header(table);
    for (const SpendRow& row : table.rows) csv += line_of(table, row);
    for (const SpendRow& row : table.unattributed_rows) csv += line_of(table, row);
    if (table.unattributed_rows.empty() && !table.unattributed.is_zero()) {
        SpendRow unattributed;
        unattributed.keys.resize(table.query.group_by.size());
        unattributed.names.resize(table.query.group_by.size());
        unattributed.figures = table.unattributed;
        csv += line_of(table, unattributed);
    }
    return csv;
}

}  // namespace farebox::collector
