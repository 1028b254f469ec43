#include "core/collector/directory/import_lines.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/base/uuid.h"

namespace farebox::collector {
namespace {

/// "-" is how a file says none.
std::string target_of(const std::string& cell) { return cell == "-" ? "" : cell; }

/// A first statement about a subject holds for all days, a later one from today on.
Result<Span> span_of(Edit& edit, const SpanTable& table, const std::string& subject,
                     const std::string& target, const ImportLine& line, const ImportContext& context) {
    Span span{line.cell("valid_from"), line.cell("valid_to"), target_of(target)};
    if (span.valid_to.empty()) span.valid_to = EndOfDays;
    if (!span.valid_from.empty()) return span;
    FAREBOX_TRY(known, edit.timeline(table, subject));
    span.valid_from = known.empty() ? FirstDay : context.today;
    return span;
}

/// The span that a line states in `column`, checked; none when the cell is empty. Asked before
/// anything of the line is written, so that a refused line leaves nothing behind.
Result<std::optional<Span>> stated_span(Edit& edit, const SpanTable& table, const std::string& subject,
                                        std::string_view column, const ImportLine& line,
                                        ImportContext& context) {
    const std::string target = line.cell(column);
    if (target.empty()) return std::optional<Span>();
    context.column = column;
    FAREBOX_TRY(span, span_of(edit, table, subject, target, line, context));
    FAREBOX_TRY_VOID(edit.check_assign(table, subject, span, context.options.overlap));
    return std::optional(span);
}

Result<void> import_unit(Edit& edit, OrgKind kind, const SpanTable& table, const ImportLine& line,
                         ImportContext& context) {
    const std::string id = line.cell(table.subject);
    FAREBOX_TRY(span, stated_span(edit, table, id, table.target, line, context));
    context.column = table.subject;
    FAREBOX_TRY(known, edit.has_unit(kind, id));
    const std::string name = line.cell("name");
    if (!known || !name.empty()) FAREBOX_TRY_VOID(edit.put_unit(kind, id, name));
    if (!span) return {};
    return edit.assign(table, id, *span, context.options.overlap);
}

Result<std::string> person_of(Edit& edit, const ImportLine& line, ImportContext& context) {
    const std::string id = line.cell("person_id");
    const std::string email = line.cell("email");
    context.column = id.empty() ? "email" : "person_id";
    if (id.empty() && email.empty()) return invalid("a person needs a person_id or an email");
    if (!id.empty()) return id;
    FAREBOX_TRY(owner, edit.identity_owner("email", email));
    return owner.empty() ? make_uuid_v7(edit.stamp()) : owner;
}

Result<bool> active_of(const std::string& cell, bool known) {
    const std::string word = to_lower(cell);
    if (word.empty()) return known;
    if (word == "1" || word == "true" || word == "yes") return true;
    if (word == "0" || word == "false" || word == "no") return false;
    return invalid(format("\"{}\" is neither true nor false", shorten(printable(cell), 60)));
}

}  // namespace

std::string ImportLine::cell(std::string_view column) const {
    const auto found = std::ranges::find(columns_, column);
    return found == columns_.end() ? std::string()
                                   : cells_[std::size_t(found - columns_.begin())];
}

Result<void> import_person(Edit& edit, const ImportLine& line, ImportContext& context) {
    FAREBOX_TRY(person_id, person_of(edit, line, context));
    FAREBOX_TRY(known, edit.find_person(person_id));
    Person person = known.value_or(Person{person_id, "", "", true, context.options.source});
    if (const std::string name = line.cell("name"); !name.empty()) person.name = name;
    if (const std::string email = line.cell("email"); !email.empty()) person.email = email;
    context.column = "active";
    FAREBOX_TRY(active, active_of(line.cell("active"), person.active));
    person.active = active;
    for (const std::string_view kind : {"email", "developer_id", "external_id"}) {
        context.column = kind;
        const std::string value = line.cell(kind);
        if (!value.empty()) FAREBOX_TRY_VOID(edit.check_identity(kind, value, person_id));
    }
    FAREBOX_TRY(span, stated_span(edit, PersonTeam, person_id, "team_id", line, context));
    context.column = "person_id";
    FAREBOX_TRY_VOID(edit.put_person(person));
    for (const std::string_view kind : {"developer_id", "external_id"}) {
        const std::string value = line.cell(kind);
        if (!value.empty()) FAREBOX_TRY_VOID(edit.put_identity(kind, value, person_id));
    }
    if (!span) return {};
    return edit.assign(PersonTeam, person_id, *span, context.options.overlap);
}

Result<void> import_team(Edit& edit, const ImportLine& line, ImportContext& context) {
    return import_unit(edit, OrgKind::Team, TeamCostCentre, line, context);
}

Result<void> import_cost_centre(Edit& edit, const ImportLine& line, ImportContext& context) {
    return import_unit(edit, OrgKind::CostCentre, CostCentreUnit, line, context);
}

Result<void> import_business_unit(Edit& edit, const ImportLine& line, ImportContext& context) {
    context.column = "business_unit_id";
    const std::string id = line.cell("business_unit_id");
    FAREBOX_TRY(known, edit.has_unit(OrgKind::BusinessUnit, id));
    const std::string name = line.cell("name");
    if (known && name.empty()) return {};
    return edit.put_unit(OrgKind::BusinessUnit, id, name);
}

Result<void> import_repo_rule(Edit& edit, const ImportLine& line, ImportContext& context) {
    RepoRule rule;
    rule.rule_id = line.cell("rule_id");
    rule.pattern = line.cell("pattern");
    rule.cost_centre_id = target_of(line.cell("cost_centre_id"));
    rule.owner_team_id = target_of(line.cell("owner_team_id"));
    if (const std::string day = line.cell("valid_from"); !day.empty()) rule.valid_from = day;
    if (const std::string day = line.cell("valid_to"); !day.empty()) rule.valid_to = day;
    context.column = "pattern";
    // Saying again what is known is no second rule.
    FAREBOX_TRY(same, edit.same_rule(rule));
    if (same) return {};
    FAREBOX_TRY(id, edit.put_rule(rule));
    (void)id;
    return {};
}

}  // namespace farebox::collector
