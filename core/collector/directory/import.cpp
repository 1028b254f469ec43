#include "core/collector/directory/import.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/collector/directory/csv_reader.h"
#include "core/collector/directory/import_lines.h"

namespace farebox::collector {
namespace {

struct KindWords {
    ImportKind kind;
    std::string_view word;
    std::vector<std::string_view> columns;
    std::vector<std::string_view> one_of;  ///< the file must have one of these
};

const std::vector<KindWords>& kinds() {
    static const std::vector<KindWords> all = {
        {ImportKind::People, "people",
         {"person_id", "email", "name", "active", "developer_id", "external_id", "team_id",
          "valid_from", "valid_to"},
         {"person_id", "email"}},
        {ImportKind::Teams, "teams",
         {"team_id", "name", "cost_centre_id", "valid_from", "valid_to"}, {"team_id"}},
        {ImportKind::CostCentres, "cost_centres",
         {"cost_centre_id", "name", "business_unit_id", "valid_from", "valid_to"},
         {"cost_centre_id"}},
        {ImportKind::BusinessUnits, "business_units", {"business_unit_id", "name"},
         {"business_unit_id"}},
        {ImportKind::RepoRules, "repo_rules",
         {"pattern", "cost_centre_id", "owner_team_id", "valid_from", "valid_to", "rule_id"},
         {"pattern"}},
    };
    return all;
}

const KindWords& words_of(ImportKind kind) {
    return *std::ranges::find(kinds(), kind, &KindWords::kind);
}

std::string listed(const std::vector<std::string_view>& words) {
    return join(std::vector<std::string>(words.begin(), words.end()), ", ");
}

bool has(const std::vector<std::string>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

/// A misspelt column would be left out silently: it is refused.
Result<void> check_columns(const KindWords& words, const std::vector<std::string>& columns) {
    for (const std::string& column : columns) {
        if (std::ranges::find(words.columns, column) != words.columns.end()) continue;
        return invalid(format("line 1: {} has no column \"{}\"; its columns are {}", words.word,
                              shorten(printable(column), 60), listed(words.columns)));
    }
    if (std::ranges::any_of(words.one_of, [&](std::string_view name) { return has(columns, name); })) {
        return {};
    }
    return invalid(format("line 1: {} needs a column {}", words.word, listed(words.one_of)));
}

Result<void> apply_line(ImportKind kind, Edit& edit, const ImportLine& line, ImportContext& context) {
    switch (kind) {
        case ImportKind::People: return import_person(edit, line, context);
        case ImportKind::Teams: return import_team(edit, line, context);
        case ImportKind::CostCentres: return import_cost_centre(edit, line, context);
        case ImportKind::BusinessUnits: return import_business_unit(edit, line, context);
        case ImportKind::RepoRules: return import_repo_rule(edit, line, context);
    }
    return {};
}

bool is_of_the_line(const Error& error) {
    return error.code == ErrorCode::Invalid || error.code == ErrorCode::NotFound ||
           error.code == ErrorCode::Conflict;
}

/// Applies each line; what is wrong with a line goes into the report, what is wrong with the
/// database ends the import.
Result<void> apply_lines(Edit& edit, const CsvFile& file, ImportContext& context,
                         ImportReport& report) {
    for (const CsvInputLine& line : file.lines) {
        const std::size_t before = edit.changes().size();
        context.column.clear();
        const auto done = apply_line(report.kind, edit, ImportLine(file.columns, line.cells), context);
        if (!done) {
            if (!is_of_the_line(done.error())) {
                return done.error().with_context(format("importing line {}", line.line));
            }
            ++report.refused;
            report.errors.push_back({line.line, context.column, done.error().message});
        } else if (edit.changes().size() > before) {
            ++report.changed;
        } else {
            ++report.unchanged;
        }
    }
    return {};
}

/// One entry for the file, and one for each change that reaches into a closed month: an auditor
/// looks for these.
Result<void> write_journal(Edit& edit, const ImportReport& report, const Journal& journal) {
    const std::string counts = format("{} lines: {} changed, {} unchanged, {} refused", report.lines,
                                      report.changed, report.unchanged, report.refused);
    FAREBOX_TRY_VOID(journal(edit.session(), {"directory.import", std::string(to_text(report.kind)), "",
                                              counts, past_note(report.closed_months)}));
    if (report.closed_months.empty()) return {};
    for (const DirectoryChange& change : report.changes) {
        if (change.from_day.empty() || change.from_day.substr(0, 7) > report.closed_months.back()) continue;
        FAREBOX_TRY_VOID(journal(edit.session(), {"directory." + change.action, change.object,
                                                  change.before, change.after,
                                                  past_note(report.closed_months)}));
    }
    return {};
}

Json list_json(const ImportReport& report, std::size_t limit, bool errors) {
    Json list = Json::array();
    if (errors) {
        for (const LineError& error : report.errors) {
            if (list.size() == limit) break;
            list.push_back({{"line", error.line}, {"column", error.column}, {"message", error.message}});
        }
        return list;
    }
    for (const DirectoryChange& change : report.changes) {
        if (list.size() == limit) break;
        list.push_back({{"action", change.action}, {"object", change.object},
                        {"before", change.before}, {"after", change.after},
                        {"from_day", change.from_day}});
    }
    return list;
}

}  // namespace

std::optional<ImportKind> parse_import_kind(std::string_view text) {
    const auto found = std::ranges::find(kinds(), text, &KindWords::word);
    if (found == kinds().end()) return std::nullopt;
    return found->kind;
}

std::string_view to_text(ImportKind kind) { return words_of(kind).word; }

Result<ImportReport> import_csv(Session& session, const Clock& clock, ImportKind kind,
                                std::string_view text, const ImportOptions& options,
                                const Journal& journal, const FollowPeople& follow) {
    FAREBOX_TRY(file, parse_csv(text));
    FAREBOX_TRY_VOID(check_columns(words_of(kind), file.columns));
    FAREBOX_TRY(edit, Edit::begin(session, clock));
    FAREBOX_TRY_VOID(edit->preload());

    ImportReport report;
    report.kind = kind;
    report.lines = file.lines.size();
    report.dry_run = options.dry_run;
    ImportContext context{options, format_day(clock.now(), 0), {}};
    FAREBOX_TRY_VOID(apply_lines(*edit, file, context, report));
    report.changes = edit->changes();
    FAREBOX_TRY(months, edit->touched_closed_months());
    report.closed_months = std::move(months);

    const bool sound = report.refused == 0 || options.keep_good_lines;
    if (options.dry_run || !sound) return report;
    FAREBOX_TRY_VOID(write_journal(*edit, report, journal));
    FAREBOX_TRY_VOID(follow_people(*edit, follow));
    FAREBOX_TRY_VOID(edit->commit());
    report.committed = true;
    return report;
}

Json to_json(const ImportReport& report, std::size_t limit) {
    return {{"kind", to_text(report.kind)},
            {"lines", report.lines},
            {"changed", report.changed},
            {"unchanged", report.unchanged},
            {"refused", report.refused},
            {"dry_run", report.dry_run},
            {"committed", report.committed},
            {"errors", list_json(report, limit, true)},
            {"change_count", report.changes.size()},
            {"changes", list_json(report, limit, false)},
            {"closed_months", report.closed_months}};
}

}  // namespace farebox::collector
