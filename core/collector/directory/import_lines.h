#pragma once
// What one line of each kind of import file means. Private to core/collector/directory.

#include <string>
#include <string_view>
#include <vector>

#include "core/collector/directory/import.h"

namespace farebox::collector {

class ImportLine {
public:
    ImportLine(const std::vector<std::string>& columns, const std::vector<std::string>& cells)
        : columns_(columns), cells_(cells) {}
    /// "" where the file lacks the column.
    std::string cell(std::string_view column) const;

private:
    const std::vector<std::string>& columns_;
    const std::vector<std::string>& cells_;
};

struct ImportContext {
    const ImportOptions& options;
    std::string today;
    std::string column;  ///< out: what a refusal is about
};

Result<void> import_person(Edit& edit, const ImportLine& line, ImportContext& context);
Result<void> import_team(Edit& edit, const ImportLine& line, ImportContext& context);
Result<void> import_cost_centre(Edit& edit, const ImportLine& line, ImportContext& context);
Result<void> import_business_unit(Edit& edit, const ImportLine& line, ImportContext& context);
Result<void> import_repo_rule(Edit& edit, const ImportLine& line, ImportContext& context);

}  // namespace farebox::collector
