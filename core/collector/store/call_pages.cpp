// Single calls, newest first, page by page: the end of every way down from a sum.

#include <algorithm>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/collector/store/call_store.h"

namespace farebox::collector {
namespace {

constexpr std::size_t MostCells = 500;
constexpr std::int64_t MostRows = 1000;

// What a row is ordered by, and what a cursor holds, separated by the character below.
constexpr std::string_view Order = "c.day DESC, c.started_at DESC, c.call_id DESC, c.revision DESC";
constexpr std::string_view OrderKey = "(c.day, c.started_at, c.call_id, c.revision)";
constexpr char Separator = '|';

std::string cursor_of(const StoredCall& stored) {
    return format("{}|{}|{}|{}", stored.day, stored.call.started_at, stored.call.call_id,
                  stored.call.revision);
}

/// The conditions that hold for every table, over rows `c`.
class Conditions {
public:
    static Result<Conditions> make(const CallQuery& query) {
        Conditions all;
        for (const CallFilter& filter : query.filters) FAREBOX_TRY_VOID(all.add(filter));
        if (query.cells) FAREBOX_TRY_VOID(all.add(*query.cells));
        if (!query.cursor.empty()) FAREBOX_TRY_VOID(all.add_cursor(query.cursor));
        return all;
    }
    std::string parameter(Value value) {
        parameters_.push_back(std::move(value));
        return format("${}", parameters_.size());
    }
    const std::string& text() const { return text_; }
    const std::vector<Value>& parameters() const { return parameters_; }

private:
    std::string list(const std::vector<std::string>& values) {
        std::string places;
        for (const std::string& value : values) {
            places += (places.empty() ? "" : ", ") + parameter(value);
        }
        return places;
    }

    Result<void> add(const CallFilter& filter) {
        std::string column = "coalesce(c.model_served, c.model_requested)";
        if (filter.column != "model") {
            const auto& columns = call_columns();
            if (std::ranges::find(columns, filter.column) == columns.end()) {
                return invalid(format("calls have no column {}", filter.column));
            }
            column = "c." + filter.column;
        }
        std::vector<std::string> known = filter.values;
        const bool or_unknown = std::erase(known, "") > 0;
        std::string condition = known.empty() ? "1 = 0" : format("{} IN ({})", column, list(known));
        if (or_unknown) condition += format(" OR {} IS NULL", column);
        text_ += format(" AND ({})", condition);
        return {};
    }

    Result<void> add(const std::vector<CallCell>& cells) {
        if (cells.size() > MostCells) {
            return make_error(ErrorCode::TooLarge, format("at most {} cells at once", MostCells));
        }
        if (cells.empty()) {
            text_ += " AND 1 = 0";
            return {};
        }
        std::string rows;
        std::vector<std::string> days;
        for (const CallCell& cell : cells) {
            rows += format("{}({})", rows.empty() ? "" : ", ",
                           list({cell.day, cell.developer_id, cell.repo}));
            if (std::ranges::find(days, cell.day) == days.end()) days.push_back(cell.day);
        }
        // The days again, alone: they have an index.
        text_ += format(" AND c.day IN ({}) AND (c.day, coalesce(c.developer_id, ''), "
                        "coalesce(c.repo, '')) IN (VALUES {})",
                        list(days), rows);
        return {};
    }

    Result<void> add_cursor(const std::string& cursor) {
        const auto parts = split(cursor, Separator);
        if (parts.size() != 4) return invalid("the cursor is none of this collector's");
        const auto started_at = parse_int(parts[1]);
        const auto revision = parse_int(parts[3]);
        if (!started_at || !revision) return invalid("the cursor is none of this collector's");
        const std::string day = parameter(std::string(parts[0]));
        const std::string start = parameter(*started_at);
        const std::string id = parameter(std::string(parts[2]));
        text_ += format(" AND {} < ({}, {}, {}, {}) AND c.day <= {}", OrderKey, day, start, id,
                        parameter(*revision), day);
        return {};
    }

    std::string text_;
    std::vector<Value> parameters_;
};

std::string branch(std::string_view table, std::string_view sign, const std::string& where,
                   std::int64_t limit) {
    return format("SELECT * FROM (SELECT {}, {} AS sign FROM {} c WHERE {} ORDER BY {} LIMIT {}) {}",
                  call_column_list("c"), sign, table, where, Order, limit, table.substr(0, 1));
}

std::string sql_of(const CallQuery& query, Conditions& conditions, std::int64_t limit) {
    if (query.posted_month.empty()) {
        const std::string range = format("c.day >= {} AND c.day <= {}",
                                         conditions.parameter(query.from_day),
                                         conditions.parameter(query.to_day));
        return branch("calls", "1", range + conditions.text(), limit);
    }
    const std::string month = conditions.parameter(query.posted_month);
    // No day is posted to an earlier month; the day has the index.
    const std::string last_day = conditions.parameter(query.posted_month + "-31");
    const std::string newest = format("c.posted_month = {} AND c.day <= {}", month, last_day);
    const std::string replaced = format("(c.posted_month = {} OR c.replaced_in = {})", month, month);
    const std::string sign = format("CASE WHEN c.replaced_in = {} THEN -1 ELSE 1 END", month);
    return format("SELECT * FROM ({} UNION ALL {}) c ORDER BY {} LIMIT {}",
                  branch("calls", "1", newest + conditions.text(), limit),
                  branch("replaced_calls", sign, replaced + conditions.text(), limit), Order, limit);
}

}  // namespace

Result<CallPage> CallStore::calls(const CallQuery& query) {
    if (query.posted_month.empty() == (query.from_day.empty() || query.to_day.empty())) {
        return invalid("calls are asked for by an accounting month or by a range of days");
    }
    FAREBOX_TRY(conditions, Conditions::make(query));
    const std::int64_t limit = std::clamp<std::int64_t>(query.limit, 1, MostRows);
    // One more than asked for tells whether there is a next page.
    const std::string sql = sql_of(query, conditions, limit + 1);
    FAREBOX_TRY(session, database_.session());
    FAREBOX_TRY(rows, session->run(sql, conditions.parameters()));
    CallPage page;
    for (const Row& row : rows) {
        if (static_cast<std::int64_t>(page.rows.size()) == limit) {
            page.next = cursor_of(page.rows.back().stored);
            break;
        }
        page.rows.push_back({stored_call_of(row), row.integer(call_columns().size())});
    }
    return page;
}

Result<std::optional<StoredCall>> CallStore::find_call(const std::string& call_id) {
    static const std::string Find =
        format("SELECT {} FROM calls WHERE id_month = $1 AND call_id = $2", call_column_list(""));
    FAREBOX_TRY(session, database_.session());
    FAREBOX_TRY(rows, session->run(Find, {id_month_of(call_id), call_id}));
    if (rows.empty()) return std::optional<StoredCall>();
    return std::optional<StoredCall>(stored_call_of(rows[0]));
}

}  // namespace farebox::collector
