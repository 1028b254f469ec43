#pragma once
// Importing the company's org chart from CSV files, and saying line by line what came of it.
//
// One transaction a file. By default a file is taken whole or not at all; keep_good_lines takes what
// is sound and reports the rest; a dry run reports and writes nothing. An empty cell leaves what is
// known; `valid_from` and `valid_to` are days, the second one the first day that does not belong.
//
// Columns (docs/collector-directory.md has examples):
//   people          person_id or email, name, active, developer_id, external_id, team_id,
//                   valid_from, valid_to
//   teams           team_id, name, cost_centre_id, valid_from, valid_to
//   cost_centres    cost_centre_id, name, business_unit_id, valid_from, valid_to
//   business_units  business_unit_id, name
//   repo_rules      pattern, cost_centre_id, owner_team_id, valid_from, valid_to, rule_id
// A target "-" means none from that day on. Without valid_from a first statement holds for all days
// and a later one from today on.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/collector/directory/edit.h"
#include "core/collector/directory/journal.h"

namespace farebox::collector {

enum class ImportKind { People, Teams, CostCentres, BusinessUnits, RepoRules };
std::optional<ImportKind> parse_import_kind(std::string_view text);
std::string_view to_text(ImportKind kind);

struct ImportOptions {
    bool dry_run = false;
    bool keep_good_lines = false;
    Overlap overlap = Overlap::Move;
    std::string source = "csv";
};

struct LineError {
    std::size_t line = 0;
    std::string column;  ///< "" the line as a whole
    std::string message;
};

struct ImportReport {
    ImportKind kind = ImportKind::People;
    std::size_t lines = 0;
    std::size_t changed = 0;    ///< lines that changed something
    std::size_t unchanged = 0;  ///< lines that said what was known
    std::size_t refused = 0;
    bool committed = false;
    bool dry_run = false;
    std::vector<LineError> errors;
    std::vector<DirectoryChange> changes;
    std::vector<std::string> closed_months;  ///< reached back into; their figures stay
};

/// Invalid when the text is no CSV or has unknown or missing columns; refused lines are in the
/// report, not an error.
Result<ImportReport> import_csv(Session& session, const Clock& clock, ImportKind kind,
                                std::string_view text, const ImportOptions& options,
                                const Journal& journal, const FollowPeople& follow = {});
/// At most `limit` errors and changes are listed, with their full counts.
Json to_json(const ImportReport& report, std::size_t limit = 500);

}  // namespace farebox::collector
