#include "core/collector/store/sum_table.h"

#include "core/base/format.h"
#include "core/base/strings.h"

namespace farebox::collector {

std::vector<std::string_view> SumTable::columns() const {
    std::vector<std::string_view> all(keys.begin(), keys.end());
    all.insert(all.end(), figures.begin(), figures.end());
    return all;
}

std::string SumTable::add_sql(std::string_view source) const {
    std::string changes;
    for (const std::string& figure : figures) {
        changes += format("{}{} = {}.{} + excluded.{}", changes.empty() ? "" : ", ", figure, name,
                          figure, figure);
    }
    return format("INSERT INTO {} ({}, {}) {} ON CONFLICT ({}) DO UPDATE SET {}", name,
                  join(keys, ", "), join(figures, ", "), source, join(keys, ", "), changes);
}

}  // namespace farebox::collector
