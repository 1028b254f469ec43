#include "core/collector/chargeback/spend.h"

#include <algorithm>
#include <set>

#include "core/base/format.h"
#include "core/collector/chargeback/people_guard.h"
#include "core/collector/chargeback/period_state.h"
#include "core/collector/chargeback/spend_names.h"
#include "core/collector/chargeback/spend_sort.h"
#include "core/collector/chargeback/spend_sql.h"

namespace farebox::collector {
namespace {

/// What the rollup's columns are called that a figure sums; by itself where they are the same.
std::string expression_of(std::string_view figure, std::string_view suffix) {
    if (figure == "cache_write_tokens") {
        return format("r.cache_write_5m_tokens{} + r.cache_write_1h_tokens{} + "
                      "r.cache_write_other_tokens{}",
                      suffix, suffix, suffix);
    }
    if (figure == "vendor_stated_cost_nano") {
        return format("CASE WHEN r.price_status = 'vendor_stated' THEN r.vendor_cost_nano{} "
                      "ELSE 0 END",
                      suffix);
    }
    if (figure == "correction_list_cost_nano") {
        // "2026-04-30" sorts before "2026-05", and no day of May does.
        return format("CASE WHEN r.day < r.posted_month THEN r.list_cost_nano{} ELSE 0 END", suffix);
    }
    return format("r.{}{}", figure, suffix);
}

const std::vector<SummedColumn>& figure_columns() {
    static const std::vector<SummedColumn> columns = [] {
        std::vector<SummedColumn> all;
        const Figures figures;
        visit_figures(figures, [&](const char* name, const auto& member) {
            // Corrections are not in the months' rollup.
            const bool is_correction = std::string_view(name) == "correction_list_cost_nano";
            const auto of_month = [&](const std::string& column) {
                return is_correction ? std::string("0") : "r." + column;
            };
            all.push_back({name, expression_of(name, ""), of_month(name)});
            if constexpr (std::is_same_v<std::decay_t<decltype(member)>, KnownSum>) {
                const std::string calls = std::string(name) + "_calls";
                all.push_back({calls, expression_of(name, "_calls"), of_month(calls)});
            }
        });
        return all;
    }();
    return columns;
}

void read(std::int64_t& member, const Row& row, std::size_t& column) {
    member = row.integer(column++);
}
void read(KnownSum& member, const Row& row, std::size_t& column) {
    read(member.total, row, column);
    read(member.calls, row, column);
}

SpendRow read_row(const Row& row, std::size_t key_count) {
    SpendRow out;
    for (std::size_t i = 0; i < key_count; ++i) {
        out.keys.push_back(row.is_null(i) ? std::nullopt : std::optional(row.text(i)));
    }
    out.names.resize(key_count);
    std::size_t column = key_count;
    visit_figures(out.figures, [&](const char*, auto& member) { read(member, row, column); });
    return out;
}

void hide_amounts(Figures& figures) {
    visit_figures(figures, [](const char*, auto& member) {
        if constexpr (std::is_same_v<std::decay_t<decltype(member)>, KnownSum>) member = {};
    });
}

bool is_unattributed(const SpendRow& row, const std::vector<Dimension>& group_by) {
    bool any = false;
    for (std::size_t i = 0; i < group_by.size(); ++i) {
        if (is_time(group_by[i])) continue;
        if (row.keys[i] || row.people) return false;
        any = true;
    }
    return any;
}

/// Moves the rows of which nothing is known aside, and sums both.
void part(SpendTable& table) {
    const std::vector<Dimension>& group_by = table.query.group_by;
    const bool by_time = std::ranges::any_of(group_by, is_time);
    std::vector<SpendRow> known;
    for (SpendRow& row : table.rows) {
        table.total += row.figures;
        if (!is_unattributed(row, group_by)) {
            known.push_back(std::move(row));
            continue;
        }
        table.unattributed += row.figures;
        if (by_time) table.unattributed_rows.push_back(std::move(row));
    }
    table.rows = std::move(known);
}

void take_page(SpendTable& table) {
    table.row_count = static_cast<std::int64_t>(table.rows.size());
    const auto first = std::min(table.query.offset, table.row_count);
    const auto last = std::min(first + table.query.limit, table.row_count);
    table.rows = std::vector<SpendRow>(std::make_move_iterator(table.rows.begin() + first),
                                       std::make_move_iterator(table.rows.begin() + last));
}

Result<std::vector<SpendRow>> read_groups(Session& session, const SpendSelect& select) {
    SqlText text = spend_sql(select);
    text.sql += format(" LIMIT {}", MaxGroups + 1);
    FAREBOX_TRY(answer, session.run(text.sql, text.parameters));
    if (static_cast<std::int64_t>(answer.size()) > MaxGroups) {
        return make_error(ErrorCode::TooLarge,
                          format("the question has more than {} groups; ask for fewer dimensions "
                                 "or a shorter time",
                                 MaxGroups));
    }
    std::vector<SpendRow> rows;
    rows.reserve(answer.size());
    for (const Row& row : answer) {
        SpendRow group = read_row(row, select.query->group_by.size());
        // A call that was moved away by a revision leaves a group of nothing.
        if (!group.figures.is_zero()) rows.push_back(std::move(group));
    }
    return rows;
}

}  // namespace

Result<SpendTable> spend(Session& session, const SpendQuery& query, const Scope& scope) {
    SpendTable table;
    table.query = query;
    table.amounts = scope.amounts;

    // Which months, and as of when is the directory read for each?
    FAREBOX_TRY(months, months_of(session, query));
    table.state = months.state;

    // The groups.
    SpendSelect select;
    select.query = &query;
    select.scope = &scope;
    select.months = months.as_of;
    select.figures = figure_columns();
    if (needs_directory(query, scope)) {
        FAREBOX_TRY(moves, moves_within(session, months.as_of));
        select.moves = moves;
    }
    FAREBOX_TRY(developers, developers_behind(session, query, scope));
    select.developers = std::move(developers);
    FAREBOX_TRY(groups, read_groups(session, select));
    table.rows = std::move(groups);

    // What may this viewer see of them?
    if (!scope.amounts) {
        for (SpendRow& row : table.rows) hide_amounts(row.figures);
    }
    guard_people(table.rows, query.group_by, scope);

    // The sums, the page, the names.
    part(table);
    sort_rows(table.rows, query);
    take_page(table);
    FAREBOX_TRY_VOID(name_rows(session, table, scope, months.names_as_of));
    return table;
}

}  // namespace farebox::collector
