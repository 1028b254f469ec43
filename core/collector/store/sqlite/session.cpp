#include "core/collector/store/sqlite/session.h"

#include <algorithm>
#include <chrono>

#include <sqlite3.h>

#include "core/base/format.h"
#include "core/base/strings.h"

namespace farebox::collector {
namespace {

constexpr std::chrono::seconds LongestTurn{10};
constexpr int BusyTimeoutMs = 10'000;  // another process: a backup, a second collector by mistake

// Texts made by hand are few; those made from a query's columns are many and seldom come again.
constexpr std::size_t MostPrepared = 256;

constexpr const char* Settings = R"sql(
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -32768;
PRAGMA wal_autocheckpoint = 4000;
)sql";

ErrorCode class_of(int status) {
    switch (status & 0xff) {
        case SQLITE_CONSTRAINT: return ErrorCode::Conflict;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB: return ErrorCode::Invalid;
        case SQLITE_FULL:
        case SQLITE_IOERR:
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_PROTOCOL:
        case SQLITE_NOMEM: return ErrorCode::Unavailable;
        default: return ErrorCode::Internal;
    }
}

Row row_of(sqlite3_stmt* statement) {
    const int columns = sqlite3_column_count(statement);
    std::vector<Value> values(static_cast<std::size_t>(columns));
    for (int at = 0; at < columns; ++at) {
        Value& value = values[static_cast<std::size_t>(at)];
        const int type = sqlite3_column_type(statement, at);
        if (type == SQLITE_INTEGER) {
            value = std::int64_t(sqlite3_column_int64(statement, at));
        } else if (type != SQLITE_NULL) {
            const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, at));
            value = std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, at)));
        }
    }
    return Row(std::move(values));
}

// Our parameters, from 0, in the order of SQLite's.
std::vector<std::size_t> parameters_of(sqlite3_stmt* statement) {
    std::vector<std::size_t> ours;
    for (int at = 1; at <= sqlite3_bind_parameter_count(statement); ++at) {
        const char* name = sqlite3_bind_parameter_name(statement, at);
        const auto number = parse_int(name == nullptr ? "" : std::string_view(name).substr(1));
        ours.push_back(static_cast<std::size_t>(number.value_or(at)) - 1);
    }
    return ours;
}

std::string values_text(std::size_t columns) {
    std::string places;
    for (std::size_t at = 1; at <= columns; ++at) places += format(at == 1 ? "${}" : ", ${}", at);
    return "VALUES (" + places + ")";
}

std::string insert_text(std::string_view table, std::span<const std::string_view> columns) {
    std::string names;
    for (const std::string_view column : columns) {
        if (!names.empty()) names += ", ";
        names += column;
    }
    return format("INSERT INTO {} ({}) {}", table, names, values_text(columns.size()));
}

}  // namespace

Result<void> WriterTurn::take() {
    LockGuard lock(mutex_);
    const bool is_mine = free_.wait_for(mutex_, LongestTurn, [&]() FAREBOX_NO_THREAD_SAFETY {
        return !is_taken_;
    });
    if (!is_mine) {
        return unavailable(format("another transaction has been writing for {} seconds; try again",
                                  LongestTurn.count()));
    }
    is_taken_ = true;
    return {};
}

void WriterTurn::give_back() {
    {
        LockGuard lock(mutex_);
        is_taken_ = false;
    }
    free_.notify_one();
}

void SqliteSession::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
void SqliteSession::Close::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

Result<std::unique_ptr<SqliteSession>> SqliteSession::open(const std::string& path,
                                                           WriterTurn& turn) {
    sqlite3* handle = nullptr;
    // NOMUTEX: a session is used by one thread at a time.
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    const int status = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    std::unique_ptr<SqliteSession> session(new SqliteSession(handle, turn));
    if (status != SQLITE_OK) return session->failure("opening " + path);
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, BusyTimeoutMs);
    FAREBOX_TRY_VOID(session->run_script(Settings).with_context("opening " + path));
    return session;
}

SqliteSession::~SqliteSession() { rollback(); }

Error SqliteSession::failure(std::string_view sql) const {
    const int status = sqlite3_extended_errcode(handle_.get());
    return {class_of(status), format("{} (SQLite {}) in: {}", sqlite3_errmsg(handle_.get()), status,
                                     shorten(trim(sql), 200))};
}

Result<SqliteSession::Prepared*> SqliteSession::prepare(std::string_view sql) {
    std::string text(sql);
    if (const auto known = prepared_.find(text); known != prepared_.end()) return &known->second;
    if (prepared_.size() >= MostPrepared) prepared_.clear();

    sqlite3_stmt* handle = nullptr;
    const char* rest = nullptr;
    const int status = sqlite3_prepare_v3(handle_.get(), text.c_str(), static_cast<int>(text.size()),
                                          SQLITE_PREPARE_PERSISTENT, &handle, &rest);
    Prepared prepared;
    prepared.statement.reset(handle);
    if (status != SQLITE_OK) return failure(sql);
    if (handle == nullptr || !trim(rest).empty()) {
        return make_error(ErrorCode::Internal, format("not one statement: {}", shorten(sql, 200)));
    }
    prepared.parameter_of = parameters_of(handle);
    for (const std::size_t parameter : prepared.parameter_of) {
        prepared.parameter_count = std::max(prepared.parameter_count, parameter + 1);
    }
    return &prepared_.emplace(std::move(text), std::move(prepared)).first->second;
}

Result<void> SqliteSession::bind(Prepared& prepared, std::span<const Value> parameters) {
    sqlite3_stmt* statement = prepared.statement.get();
    if (parameters.size() != prepared.parameter_count) {
        return make_error(ErrorCode::Internal,
                          format("{} parameters were given and {} are named in: {}",
                                 parameters.size(), prepared.parameter_count,
                                 shorten(sqlite3_sql(statement), 200)));
    }
    for (std::size_t at = 0; at < prepared.parameter_of.size(); ++at) {
        const Value& value = parameters[prepared.parameter_of[at]];
        const int place = static_cast<int>(at) + 1;
        int status = SQLITE_OK;
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
            status = sqlite3_bind_int64(statement, place, *number);
        } else if (const auto* text = std::get_if<std::string>(&value)) {
            // STATIC: the parameters outlive the run.
            status = sqlite3_bind_text64(statement, place, text->data(), text->size(), SQLITE_STATIC,
                                         SQLITE_UTF8);
        } else {
            status = sqlite3_bind_null(statement, place);
        }
        if (status != SQLITE_OK) return failure(sqlite3_sql(statement));
    }
    return {};
}

Result<Rows> SqliteSession::run(std::string_view sql, std::span<const Value> parameters) {
    FAREBOX_TRY(prepared, prepare(sql));
    sqlite3_stmt* statement = prepared->statement.get();
    FAREBOX_TRY_VOID(bind(*prepared, parameters));
    Rows rows;
    int status = SQLITE_OK;
    while ((status = sqlite3_step(statement)) == SQLITE_ROW) rows.rows.push_back(row_of(statement));
    // Read before the reset: it keeps the error and forgets nothing else that is asked for.
    if (status == SQLITE_DONE && sqlite3_stmt_readonly(statement) == 0) {
        rows.changed = sqlite3_changes64(handle_.get());
    }
    const Result<Rows> result = status == SQLITE_DONE ? Result<Rows>(std::move(rows))
                                                      : Result<Rows>(failure(sql));
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return result;
}

Result<void> SqliteSession::run_to_end(Prepared& prepared, std::span<const Value> parameters) {
    sqlite3_stmt* statement = prepared.statement.get();
    FAREBOX_TRY_VOID(bind(prepared, parameters));
    int status = SQLITE_ROW;
    while (status == SQLITE_ROW) status = sqlite3_step(statement);
    Result<void> result;
    if (status != SQLITE_DONE) result = failure(sqlite3_sql(statement));
    sqlite3_reset(statement);
    return result;
}

Result<void> SqliteSession::run_many(std::string_view sql, std::span<const std::vector<Value>> rows) {
    FAREBOX_TRY(prepared, prepare(sql));
    for (const std::vector<Value>& row : rows) FAREBOX_TRY_VOID(run_to_end(*prepared, row));
    sqlite3_clear_bindings(prepared->statement.get());
    return {};
}

Result<void> SqliteSession::insert_many(std::string_view table,
                                        std::span<const std::string_view> columns,
                                        std::span<const std::vector<Value>> rows) {
    return run_many(insert_text(table, columns), rows);
}

Result<void> SqliteSession::add_many(const SumTable& table,
                                     std::span<const std::vector<Value>> rows) {
    if (rows.empty()) return {};
    return run_many(table.add_sql(values_text(rows.front().size())), rows);
}

Result<void> SqliteSession::run_script(std::string_view sql) {
    const std::string text(sql);
    if (sqlite3_exec(handle_.get(), text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        return failure("a script");
    }
    return {};
}

// In pieces: other writers get their turn in between, and no journal grows by a month.
Result<void> SqliteSession::drop_partition(std::string_view table, std::string_view key) {
    const std::string piece = format("DELETE FROM {} WHERE rowid IN (SELECT rowid FROM {} ", table,
                                     table) + "WHERE id_month = $1 LIMIT 5000)";
    while (true) {
        FAREBOX_TRY(transaction, Transaction::begin(*this));
        FAREBOX_TRY(deleted, run(piece, {std::string(key)}));
        FAREBOX_TRY_VOID(transaction.commit());
        if (deleted.changed == 0) return {};
    }
}

Result<void> SqliteSession::begin(Purpose purpose) {
    if (purpose == Purpose::Writing) {
        FAREBOX_TRY_VOID(turn_.take());
        holds_turn_ = true;
    }
    const Result<Rows> begun = run(purpose == Purpose::Writing ? "BEGIN IMMEDIATE" : "BEGIN");
    in_transaction_ = begun.has_value();
    if (!begun) {
        rollback();
        return begun.error();
    }
    return {};
}

Result<void> SqliteSession::commit() {
    FAREBOX_TRY_VOID(run("COMMIT"));
    in_transaction_ = false;
    rollback();
    return {};
}

void SqliteSession::rollback() {
    // A failed statement may have rolled back by itself (disk full): then this one fails, harmlessly.
    if (in_transaction_) (void)run("ROLLBACK");
    in_transaction_ = false;
    if (holds_turn_) turn_.give_back();
    holds_turn_ = false;
}

}  // namespace farebox::collector
