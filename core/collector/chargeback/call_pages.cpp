#include "core/collector/chargeback/call_pages.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/base/json.h"
#include "core/collector/chargeback/period_state.h"
#include "core/collector/chargeback/spend_names.h"
#include "core/collector/chargeback/spend_sql.h"

namespace farebox::collector {
namespace {

/// As many as CallStore takes at once.
constexpr std::size_t CellsAtOnce = 500;

bool newer(const CallCell& a, const CallCell& b) {
    if (a.day != b.day) return a.day > b.day;
    return std::tie(a.developer_id, a.repo) < std::tie(b.developer_id, b.repo);
}

/// Where a page ended: within the cells up to `last`, or before all.
struct Cursor {
    std::optional<CallCell> after;  ///< cells up to this one are done
    std::string inner;              ///< of CallStore

    std::string text() const {
        if (!after) return inner.empty() ? "" : farebox::to_text(Json{inner});
        return farebox::to_text(Json{inner, after->day, after->developer_id, after->repo});
    }
    static Result<Cursor> parse(const std::string& text) {
        Cursor cursor;
        if (text.empty()) return cursor;
        const Result<Json> json = parse_json(text);
        const bool is_ours =
            json && json->is_array() && (json->size() == 1 || json->size() == 4) &&
            std::ranges::all_of(*json, [](const Json& item) { return item.is_string(); });
        if (!is_ours) return invalid("the cursor is none of this collector's");
        cursor.inner = (*json)[0].get<std::string>();
        if (json->size() == 4) {
            cursor.after = CallCell{(*json)[1].get<std::string>(), (*json)[2].get<std::string>(),
                                    (*json)[3].get<std::string>()};
        }
        return cursor;
    }
};

bool needs_cells(const SpendQuery& query, const Scope& scope) {
    return scope.reach != Scope::Reach::All ||
           std::ranges::any_of(query.filters, [](const SpendFilter& filter) {
               return is_organisational(filter.dimension);
           });
}

Result<std::vector<CallCell>> cells_of(Session& session, const SpendQuery& asked,
                                       const Scope& scope) {
    SpendQuery query = asked;
    query.group_by = {Dimension::Day};
    FAREBOX_TRY(months, months_of(session, query));
    FAREBOX_TRY(developers, developers_behind(session, query, scope));
    SpendSelect select;
    select.query = &query;
    select.scope = &scope;
    select.months = months.as_of;
    select.more_keys = {"developer_id", "repo"};
    select.figures = {{"calls", "r.calls", ""}};
    select.developers = std::move(developers);
    const SqlText text = spend_sql(select);
    FAREBOX_TRY(rows, session.run(text.sql, text.parameters));
    std::vector<CallCell> cells;
    for (const Row& row : rows) cells.push_back({row.text(0), row.text(1), row.text(2)});
    std::ranges::sort(cells, newer);
    return cells;
}

/// The store's words for unknown: '' and, where the workstation says so, "unknown".
CallFilter call_filter(const SpendFilter& filter) {
    CallFilter out{std::string(to_text(filter.dimension)), filter.values};
    if (!filter.or_unattributed) return out;
    out.values.emplace_back();
    if (filter.dimension == Dimension::Agent || filter.dimension == Dimension::BillingMode) {
        out.values.emplace_back("unknown");
    }
    return out;
}

CallQuery call_query(const SpendQuery& query) {
    CallQuery out;
    if (!query.by_day() && query.from == query.to) {
        out.posted_month = query.from;
    } else {
        out.from_day = query.by_day() ? query.from : query.from + "-01";
        out.to_day = query.by_day() ? query.to : query.to + "-31";
    }
    for (const SpendFilter& filter : query.filters) {
        if (is_organisational(filter.dimension)) continue;
        CallFilter plain = call_filter(filter);
        if (filter.dimension == Dimension::Month) plain.column = "posted_month";
        out.filters.push_back(std::move(plain));
    }
    out.limit = query.limit;
    return out;
}

void hide_people(StoredCall& stored, const Scope& scope) {
    const std::string shown = scope.shown(stored.call.developer_id);
    if (shown == stored.call.developer_id) return;
    stored.call.developer_id = shown;
    stored.call.device_id.clear();
}

VisibleCalls page_of(CallPage page, std::string next, const Scope& scope) {
    VisibleCalls visible;
    visible.next = std::move(next);
    for (CallOfPage& row : page.rows) {
        hide_people(row.stored, scope);
        visible.rows.push_back({std::move(row.stored), row.sign});
    }
    return visible;
}

}  // namespace

Result<VisibleCalls> visible_calls(Session& session, CallStore& store, const SpendQuery& query,
                                   const std::string& cursor_text, const Scope& scope) {
    if (!scope.amounts) {
        return make_error(ErrorCode::Denied, "single calls are shown to those who see amounts");
    }
    FAREBOX_TRY(cursor, Cursor::parse(cursor_text));
    CallQuery ask = call_query(query);
    ask.cursor = cursor.inner;
    if (!needs_cells(query, scope)) {
        FAREBOX_TRY(page, store.calls(ask));
        const std::string next = Cursor{std::nullopt, page.next}.text();
        return page_of(std::move(page), next, scope);
    }
    FAREBOX_TRY(cells, cells_of(session, query, scope));
    // Cells of pages before are passed over; of those that follow, as many as the store takes.
    auto first = cells.begin();
    if (cursor.after) first = std::upper_bound(cells.begin(), cells.end(), *cursor.after, newer);
    const auto left = static_cast<std::size_t>(cells.end() - first);
    const auto last = first + static_cast<std::ptrdiff_t>(std::min(left, CellsAtOnce));
    ask.cells = std::vector<CallCell>(first, last);
    FAREBOX_TRY(page, store.calls(ask));
    Cursor next{cursor.after, page.next};
    if (page.next.empty() && last != cells.end()) next = {*(last - 1), ""};
    const bool is_end = page.next.empty() && last == cells.end();
    return page_of(std::move(page), is_end ? "" : next.text(), scope);
}

Result<std::optional<StoredCall>> visible_call(Session& session, CallStore& store,
                                               const std::string& call_id, const Scope& scope) {
    using Answer = std::optional<StoredCall>;
    if (!scope.amounts) return Answer();
    FAREBOX_TRY(found, store.find_call(call_id));
    if (!found) return Answer();
    if (scope.reach != Scope::Reach::All) {
        SpendQuery query;
        query.from = query.to = found->day;
        FAREBOX_TRY(cells, cells_of(session, query, scope));
        const bool is_visible = std::ranges::any_of(cells, [&](const CallCell& cell) {
            return cell.developer_id == found->call.developer_id && cell.repo == found->call.repo;
        });
        if (!is_visible) return Answer();
    }
    hide_people(*found, scope);
    return Answer(std::move(*found));
}

}  // namespace farebox::collector
