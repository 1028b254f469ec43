#pragma once
// A table of sums: key columns, and figures that only ever change by adding to them.

#include <string>
#include <string_view>
#include <vector>

namespace farebox::collector {

struct SumTable {
    std::string name;
    std::vector<std::string> keys;     ///< the primary key: text, whole numbers
    std::vector<std::string> figures;  ///< whole numbers

    /// Keys, then figures: the order of the values of a row.
    std::vector<std::string_view> columns() const;
    /// "INSERT INTO ... <source> ON CONFLICT ... DO UPDATE SET ...": adds each row's figures to those
    /// of the row with its keys, or begins one. `source` gives all columns.
    std::string add_sql(std::string_view source) const;
};

}  // namespace farebox::collector
