#include "core/collector/directory/spans.h"

#include <algorithm>

#include "core/base/format.h"

namespace farebox::collector {
namespace {

std::string select(const SpanTable& table, std::string_view condition) {
    return format("SELECT valid_from, valid_to, {}, {} FROM {} WHERE {} recorded_at <= $1"
                  " AND superseded_at > $1 ORDER BY {}, valid_from",
                  table.target, table.subject, table.table, condition, table.subject);
}

Span read_span(const Row& row) { return {row.text(0), row.text(1), row.text(2)}; }

bool holds(const Timeline& timeline, const Span& span) {
    return std::ranges::find(timeline, span) != timeline.end();
}

Result<void> supersede(Session& session, const SpanTable& table, const std::string& subject,
                       const Span& span, UtcNs stamp) {
    FAREBOX_TRY(rows, session.run(format("UPDATE {} SET superseded_at = $3 WHERE {} = $1"
                                         " AND valid_from = $2 AND superseded_at = $4",
                                         table.table, table.subject),
                                  {subject, span.valid_from, stamp, NeverSuperseded}));
    if (rows.changed == 1) return {};
    return make_error(ErrorCode::Internal, format("{} of {} from {} was not there to supersede",
                                                  table.table, subject, span.valid_from));
}

}  // namespace

Result<Timeline> load_timeline(Session& session, const SpanTable& table, const std::string& subject,
                               UtcNs as_of) {
    FAREBOX_TRY(rows, session.run(select(table, format("{} = $2 AND", table.subject)),
                                  {as_of, subject}));
    Timeline timeline;
    for (const Row& row : rows) timeline.push_back(read_span(row));
    return timeline;
}

Result<std::map<std::string, Timeline>> load_timelines(Session& session, const SpanTable& table,
                                                       UtcNs as_of) {
    FAREBOX_TRY(rows, session.run(select(table, ""), {as_of}));
    std::map<std::string, Timeline> timelines;
    for (const Row& row : rows) timelines[row.text(3)].push_back(read_span(row));
    return timelines;
}

Result<void> save_timelines(Session& session, const SpanTable& table,
                            const std::vector<TimelineChange>& changes, UtcNs stamp) {
    std::vector<std::vector<Value>> added;
    for (const TimelineChange& change : changes) {
        for (const Span& span : change.before) {
            if (holds(change.after, span)) continue;
            FAREBOX_TRY_VOID(supersede(session, table, change.subject, span, stamp));
        }
        for (const Span& span : change.after) {
            if (holds(change.before, span)) continue;
            added.push_back({change.subject, value_or_null(span.target), span.valid_from,
                             span.valid_to, stamp, NeverSuperseded});
        }
    }
    if (added.empty()) return {};
    const std::string_view columns[] = {table.subject, table.target,   "valid_from",
                                        "valid_to",    "recorded_at", "superseded_at"};
    return session.insert_many(table.table, columns, added);
}

Result<UtcNs> directory_stamp(Session& session, UtcNs now) {
    FAREBOX_TRY(rows, session.run("UPDATE directory_state SET stamp = CASE WHEN stamp >= $1"
                                  " THEN stamp + 1 ELSE $1 END WHERE id = 1 RETURNING stamp",
                                  {now}));
    if (rows.empty()) return make_error(ErrorCode::Internal, "directory_state has no row");
    return rows[0].integer(0);
}

}  // namespace farebox::collector
