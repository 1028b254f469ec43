#include "core/collector/directory/edit.h"

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/collector/directory/people.h"

namespace farebox::collector {
namespace {

constexpr SpanTable AllTables[] = {PersonTeam, TeamCostCentre, CostCentreUnit, RepoCharge};

OrgKind target_kind(const SpanTable& table) {
    if (table.table == PersonTeam.table) return OrgKind::Team;
    return table.table == CostCentreUnit.table ? OrgKind::BusinessUnit : OrgKind::CostCentre;
}

std::string day_text(const Timeline& timeline) {
    std::string text;
    for (const Span& span : timeline) {
        if (span.target.empty()) continue;
        text += (text.empty() ? "" : "; ") + describe(span);
    }
    return text;
}

}  // namespace

Result<std::unique_ptr<Edit>> Edit::begin(Session& session, const Clock& clock) {
    FAREBOX_TRY(transaction, Transaction::begin(session));
    FAREBOX_TRY(stamp, directory_stamp(session, clock.now()));
    return std::unique_ptr<Edit>(new Edit(session, std::move(transaction), stamp));
}

Result<void> Edit::preload() {
    if (preloaded_) return {};
    for (const SpanTable& table : AllTables) {
        FAREBOX_TRY(timelines, load_timelines(session_, table));
        for (auto& [subject, timeline] : timelines) {
            pendings_[table.table].try_emplace(subject, Pending{timeline, timeline});
        }
    }
    FAREBOX_TRY(people, session_.run("SELECT person_id, name, email, active, source FROM people"));
    for (const Row& row : people) {
        people_.try_emplace(row.text(0), Person{row.text(0), row.text(1), row.text(2),
                                                row.integer(3) != 0, row.text(4)});
    }
    FAREBOX_TRY(identities, session_.run("SELECT kind, value, person_id FROM person_identity"
                                         " WHERE superseded_at = $1", {NeverSuperseded}));
    for (const Row& row : identities) {
        const std::string kind = row.text(0);
        identities_.try_emplace({std::string(identity_space(kind)), row.text(1)}, row.text(2));
    }
    preloaded_ = true;
    return {};
}

Result<Edit::Pending*> Edit::pending(const SpanTable& table, const std::string& subject) {
    Pendings& known = pendings_[table.table];
    const auto found = known.find(subject);
    if (found != known.end()) return &found->second;
    Pending fresh;
    if (!preloaded_) {
        FAREBOX_TRY(timeline, load_timeline(session_, table, subject));
        fresh = {timeline, timeline};
    }
    return &known.emplace(subject, std::move(fresh)).first->second;
}

Result<Timeline> Edit::timeline(const SpanTable& table, const std::string& subject) {
    FAREBOX_TRY(found, pending(table, subject));
    return found->now;
}

Result<Timeline> Edit::changed_timeline(const SpanTable& table, const std::string& subject,
                                        const Span& span, Overlap overlap) {
    if (!span.target.empty()) FAREBOX_TRY_VOID(check_unit(target_kind(table), span.target));
    FAREBOX_TRY(found, pending(table, subject));
    return with_span(found->now, span, overlap).with_context(subject);
}

Result<void> Edit::check_assign(const SpanTable& table, const std::string& subject,
                                const Span& span, Overlap overlap) {
    FAREBOX_TRY(after, changed_timeline(table, subject, span, overlap));
    (void)after;
    return {};
}

Result<void> Edit::assign(const SpanTable& table, const std::string& subject, const Span& span,
                          Overlap overlap) {
    FAREBOX_TRY_VOID(check_subject(table, subject));
    FAREBOX_TRY(after, changed_timeline(table, subject, span, overlap));
    FAREBOX_TRY(found, pending(table, subject));
    if (after == found->now) return {};
    changes_.push_back({std::string(table.table), subject, day_text(found->now), day_text(after),
                        first_difference(found->now, after)});
    found->now = std::move(after);
    return {};
}

Result<void> Edit::check_subject(const SpanTable& table, const std::string& subject) {
    if (table.table == TeamCostCentre.table) return check_unit(OrgKind::Team, subject);
    if (table.table == CostCentreUnit.table) return check_unit(OrgKind::CostCentre, subject);
    FAREBOX_TRY(person, find_person(subject));
    if (person) return {};
    return not_found(format("no person has the id \"{}\"", shorten(printable(subject), 60)));
}

Result<void> Edit::flush_timelines() {
    for (const SpanTable& table : AllTables) {
        std::vector<TimelineChange> changed;
        for (auto& [subject, pending] : pendings_[table.table]) {
            if (pending.before == pending.now) continue;
            changed.push_back({subject, pending.before, pending.now});
        }
        if (changed.empty()) continue;
        FAREBOX_TRY_VOID(save_timelines(session_, table, changed, stamp_));
    }
    return {};
}

Result<void> Edit::commit() {
    FAREBOX_TRY_VOID(flush_repos());
    FAREBOX_TRY_VOID(flush_timelines());
    return transaction_.commit();
}

Result<std::vector<std::string>> Edit::touched_closed_months() {
    std::string first;
    for (const DirectoryChange& change : changes_) {
        if (change.from_day.empty()) continue;
        if (first.empty() || change.from_day < first) first = change.from_day;
    }
    std::vector<std::string> months;
    if (first.empty()) return months;
    FAREBOX_TRY(rows, session_.run("SELECT month FROM periods WHERE state = 'closed' AND month >= $1"
                                   " ORDER BY month", {first.substr(0, 7)}));
    for (const Row& row : rows) months.push_back(row.text(0));
    return months;
}

}  // namespace farebox::collector
