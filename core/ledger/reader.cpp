#include "core/ledger/reader.h"

#include <algorithm>
#include <map>

#include "core/base/file_io.h"
#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/ledger/call_row.h"
#include "core/ledger/ledger_file.h"
#include "core/ledger/migrations.h"
#include "core/ledger/rollup.h"

namespace farebox::ledger {
namespace {

// The value of a dimension as SQL over `calls`, never NULL.
std::string expression(const std::string& dimension) {
    if (dimension == "day") {
        return "strftime('%Y-%m-%d', (started_at / 1000000000) + utc_offset_min * 60, 'unixepoch')";
    }
    if (dimension == "model") return "coalesce(model_served, model_requested, '')";
    return format("coalesce({}, '')", dimension);
}

// The conditions of a query and the texts for their parameters.
struct Where {
    std::string text = "1";
    std::vector<std::string> values;

    void require(const std::string& condition, const std::string& value) {
        text += " AND " + condition;
        values.push_back(value);
    }
    void bind(Statement& statement) const {
        int at = 1;
        for (const auto& value : values) statement.bind(at++, std::string_view(value));
    }
};

Result<void> check_dimensions(const std::vector<Filter>& filters,
                              const std::vector<std::string>& by) {
    std::vector<std::string> names = by;
    for (const auto& filter : filters) names.push_back(filter.dimension);
    for (const auto& name : names) {
        if (find_dimension(name) != nullptr) continue;
        std::vector<std::string> known;
        for (const auto& dimension : dimensions()) known.emplace_back(dimension.name);
        return invalid(format("no dimension \"{}\"; known: {}", name, join(known, ", ")));
    }
    return {};
}

Where rollup_conditions(const SpendQuery& query) {
    Where where;
    if (!query.since.empty()) where.require("day >= ?", query.since);
    if (!query.until.empty()) where.require("day <= ?", query.until);
    for (const auto& filter : query.filters) where.require(filter.dimension + " = ?", filter.value);
    return where;
}

// Local days differ from UTC by at most 14 hours; the index on started_at narrows to a day more
// on either side, and the exact day decides.
Result<Where> call_conditions(const std::string& since, const std::string& until,
                              const std::vector<Filter>& filters) {
    Where where;
    const std::string day = expression("day");
    if (!since.empty()) {
        FAREBOX_TRY(start, parse_utc(since));
        where.text += format(" AND started_at >= {}", start - NsPerDay);
        where.require(day + " >= ?", since);
    }
    if (!until.empty()) {
        FAREBOX_TRY(start, parse_utc(until));
        where.text += format(" AND started_at < {}", start + 2 * NsPerDay);
        where.require(day + " <= ?", until);
    }
    for (const auto& filter : filters) {
        where.require(expression(filter.dimension) + " = ?", filter.value);
    }
    return where;
}

void sort_rows(const std::vector<std::string>& by, std::vector<SpendRow>& rows) {
    const bool by_day = !by.empty() && by.front() == "day";
    std::ranges::stable_sort(rows, [&](const SpendRow& a, const SpendRow& b) {
        if (by_day && a.keys.front() != b.keys.front()) return a.keys.front() < b.keys.front();
        const auto cost_a = a.totals.cost_nano.total;
        const auto cost_b = b.totals.cost_nano.total;
        if (cost_a != cost_b) return cost_a > cost_b;
        if (a.totals.calls != b.totals.calls) return a.totals.calls > b.totals.calls;
        return a.keys < b.keys;
    });
}

}  // namespace

Reader::Reader(std::unique_ptr<Database> database) : database_(std::move(database)) {}
Reader::~Reader() = default;

Result<std::unique_ptr<Reader>> Reader::open(const std::string& path) {
    if (!file_exists(path)) return not_found(format("there is no ledger at {} yet", path));
    FAREBOX_TRY(database, Database::open(path, Access::ReadOnly));
    auto owned = std::make_unique<Database>(std::move(database));
    const Result<std::int64_t> version = owned->query_int("PRAGMA user_version");
    if (!version) return version.error().with_context("reading the ledger " + path);
    FAREBOX_TRY_VOID(check_version(*owned, path));
    if (*version < newest_version()) {
        return Error{ErrorCode::Conflict,
                     format("the ledger {} is of an earlier version ({}, this Farebox reads {}); "
                            "starting fareboxd once migrates it",
                            path, *version, newest_version())};
    }
    return std::unique_ptr<Reader>(new Reader(std::move(owned)));
}

Result<std::vector<SpendRow>> Reader::spend(const SpendQuery& query) {
    FAREBOX_TRY_VOID(check_dimensions(query.filters, query.by));
    const auto is_daily = [](const std::string& name) { return find_dimension(name)->is_daily; };
    const bool from_rollup = std::ranges::all_of(query.by, is_daily) &&
                             std::ranges::all_of(query.filters, is_daily, &Filter::dimension);
    FAREBOX_TRY(rows, from_rollup ? spend_from_rollup(query) : spend_from_calls(query));
    sort_rows(query.by, rows);
    return rows;
}

Result<std::vector<SpendRow>> Reader::spend_from_rollup(const SpendQuery& query) {
    const Where where = rollup_conditions(query);
    const std::string keys = query.by.empty() ? "" : join(query.by, ", ") + ", ";
    const std::string group = query.by.empty() ? "" : " GROUP BY " + join(query.by, ", ");
    FAREBOX_TRY(statement,
                database_->prepare(format("SELECT {}{} FROM daily WHERE {}{}", keys,
                                          figure_columns("coalesce(sum({}), 0)"), where.text,
                                          group)));
    where.bind(statement);
    std::vector<SpendRow> rows;
    for (;;) {
        FAREBOX_TRY(has_row, statement.step());
        if (!has_row) return rows;
        SpendRow row;
        int at = 0;
        for (; at < static_cast<int>(query.by.size()); ++at) {
            row.keys.emplace_back(statement.text_at(at));
        }
        row.totals = read_totals(statement, at);
        if (row.totals.calls > 0) rows.push_back(std::move(row));
    }
}

// The sums are made by the same function that feeds the rollup, so that the two cannot differ.
Result<std::vector<SpendRow>> Reader::spend_from_calls(const SpendQuery& query) {
    FAREBOX_TRY(where, call_conditions(query.since, query.until, query.filters));
    std::string keys;
    for (const auto& name : query.by) keys += expression(name) + ", ";
    FAREBOX_TRY(statement, database_->prepare(format("SELECT {}{} FROM calls WHERE {}", keys,
                                                     sum_columns(), where.text)));
    where.bind(statement);
    std::map<std::vector<std::string>, Totals> groups;
    const int key_count = static_cast<int>(query.by.size());
    for (;;) {
        FAREBOX_TRY(has_row, statement.step());
        if (!has_row) break;
        std::vector<std::string> row_keys;
        for (int at = 0; at < key_count; ++at) row_keys.emplace_back(statement.text_at(at));
        groups[std::move(row_keys)] += totals_of(read_sum_fields(statement, key_count));
    }
    std::vector<SpendRow> rows;
    for (auto& [row_keys, totals] : groups) rows.push_back({row_keys, totals});
    return rows;
}

Result<std::vector<StoredCall>> Reader::calls(const CallQuery& query) {
    FAREBOX_TRY_VOID(check_dimensions(query.filters, {}));
    FAREBOX_TRY(where, call_conditions(query.since, query.until, query.filters));
    const char* direction = query.order == Order::NewestFirst ? "DESC" : "ASC";
    FAREBOX_TRY(statement,
                database_->prepare(format(
                    "SELECT sequence, {} FROM calls WHERE {} AND sequence > {} "
                    "ORDER BY sequence {} LIMIT {}",
                    call_columns(), where.text, query.after, direction, query.limit)));
    where.bind(statement);
    std::vector<StoredCall> found;
    for (;;) {
        FAREBOX_TRY(has_row, statement.step());
        if (!has_row) return found;
        found.push_back({statement.int_at(0), read_call(statement, 1)});
    }
}

Result<std::optional<Call>> Reader::find_call(std::string_view id) {
    if (id.empty()) return invalid("an empty call id");
    // From cheap to dear: the beginning by the index of call_id, the end by reading that index
    // alone (a second over ten million rows), vendor ids by reading every row.
    const char* const conditions[] = {"call_id = ?1", "call_id >= ?1 AND call_id < ?1 || char(1114111)",
                                      "length(?1) >= 4 AND substr(call_id, -length(?1)) = ?1",
                                      "vendor_request_id = ?1 OR response_id = ?1"};
    for (const char* condition : conditions) {
        FAREBOX_TRY(statement, database_->prepare(format(
                                   "SELECT sequence FROM calls WHERE {} LIMIT 2", condition)));
        statement.bind(1, id);
        FAREBOX_TRY(found, statement.step());
        if (!found) continue;
        const std::int64_t sequence = statement.int_at(0);
        FAREBOX_TRY(another, statement.step());
        if (another) {
            return Error{ErrorCode::Conflict,
                         format("\"{}\" fits several calls; give more of the id", id)};
        }
        return call_at(sequence);
    }
    return std::optional<Call>();
}

Result<std::optional<Call>> Reader::call_at(std::int64_t sequence) {
    FAREBOX_TRY(statement, database_->prepare(format("SELECT {} FROM calls WHERE sequence = {}",
                                                     call_columns(), sequence)));
    FAREBOX_TRY(found, statement.step());
    // Gone: a revision took its place between the two looks.
    if (!found) return unavailable("the call is being revised; ask again");
    return std::optional<Call>(read_call(statement, 0));
}

Result<FileFacts> Reader::facts() {
    FileFacts facts;
    FAREBOX_TRY(version, database_->query_int("PRAGMA user_version"));
    // From the sums: counting ten million rows takes seconds.
    FAREBOX_TRY(calls, database_->query_int("SELECT sum(calls) FROM daily"));
    FAREBOX_TRY(first_day, database_->query_text("SELECT min(day) FROM daily"));
    FAREBOX_TRY(last_day, database_->query_text("SELECT max(day) FROM daily"));
    FAREBOX_TRY(last_sequence, database_->query_int("SELECT max(sequence) FROM calls"));
    return FileFacts{version, calls, first_day, last_day, last_sequence};
}

Result<SyncState> Reader::sync_state() { return read_sync_state(*database_); }

Result<std::vector<DeadLetter>> Reader::dead_letters(std::size_t limit) {
    return read_dead_letters(*database_, limit);
}

Result<std::set<std::string>> Reader::compacted_days() {
    FAREBOX_TRY(row, database_->prepare("SELECT day FROM compacted_days"));
    std::set<std::string> days;
    for (;;) {
        FAREBOX_TRY(has_row, row.step());
        if (!has_row) return days;
        days.emplace(row.text_at(0));
    }
}

// The sums of a compacted day are all that is left of it.
Result<std::vector<std::string>> Reader::check() {
    std::vector<std::string> problems;
    FAREBOX_TRY(compacted, compacted_days());
    FAREBOX_TRY(statement, database_->prepare("PRAGMA integrity_check(20)"));
    for (;;) {
        FAREBOX_TRY(has_row, statement.step());
        if (!has_row) break;
        if (statement.text_at(0) != "ok") problems.emplace_back(statement.text_at(0));
    }
    SpendQuery all;
    for (const char* key : DailyKeyColumns) all.by.emplace_back(key);
    FAREBOX_TRY_VOID(database_->execute("BEGIN"));
    const auto sums = spend_from_rollup(all);
    const auto recomputed = spend_from_calls(all);
    FAREBOX_TRY_VOID(database_->execute("COMMIT"));
    if (!sums) return sums.error();
    if (!recomputed) return recomputed.error();
    std::map<std::vector<std::string>, Totals> expected;
    for (const auto& row : *recomputed) expected[row.keys] = row.totals;
    for (const auto& row : *sums) {
        if (expected[row.keys] != row.totals && !compacted.contains(row.keys.front())) {
            problems.push_back(format("the sums of {} differ from its calls", join(row.keys, " ")));
        }
        expected.erase(row.keys);
    }
    for (const auto& [keys, totals] : expected) {
        problems.push_back(format("the calls of {} are in no sum", join(keys, " ")));
    }
    return problems;
}

}  // namespace farebox::ledger
