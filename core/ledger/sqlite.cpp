#include "core/ledger/sqlite.h"

#include "core/base/format.h"

#include <sqlite3.h>

namespace farebox::ledger {
namespace {

// Another process may hold the lock for the length of one small transaction (the CLI reads, a
// backup copies). Longer than this is a problem to report, and the writer tries again later.
constexpr int BusyTimeoutMs = 400;

// A row is about 1 KB. One of this size is a defect, and SQLite's own limit of 1 GB would let it
// take the memory of the machine.
constexpr int LongestValue = 16 * 1024 * 1024;

ErrorCode class_of(int status) {
    switch (status & 0xff) {
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

Error error_of(sqlite3* handle, int status) {
    if (handle == nullptr) {
        return {class_of(status), format("{} (SQLite {})", sqlite3_errstr(status), status)};
    }
    return {class_of(status),
            format("{} (SQLite {})", sqlite3_errmsg(handle), sqlite3_extended_errcode(handle))};
}

}  // namespace

void Statement::Close::operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }

void Statement::bind(int parameter, std::int64_t value) {
    note_failure(sqlite3_bind_int64(handle_.get(), parameter, value));
}

void Statement::bind(int parameter, std::string_view text) {
    note_failure(sqlite3_bind_text64(handle_.get(), parameter, text.data(), text.size(),
                                     SQLITE_STATIC, SQLITE_UTF8));
}

void Statement::bind_null(int parameter) {
    note_failure(sqlite3_bind_null(handle_.get(), parameter));
}

void Statement::note_failure(int status) {
    if (bind_failure_ == SQLITE_OK) bind_failure_ = status;
}

Result<bool> Statement::step() {
    // Without its value the parameter would be NULL: a row that lost a column without a word.
    if (bind_failure_ != SQLITE_OK) return error_of(nullptr, bind_failure_);
    const int status = sqlite3_step(handle_.get());
    if (status == SQLITE_ROW) return true;
    if (status == SQLITE_DONE) return false;
    return error_of(sqlite3_db_handle(handle_.get()), status);
}

Result<void> Statement::run() {
    const Result<bool> result = step();
    reset();
    if (!result) return result.error();
    return {};
}

void Statement::reset() {
    sqlite3_reset(handle_.get());
    sqlite3_clear_bindings(handle_.get());
    bind_failure_ = SQLITE_OK;
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL;
}

std::int64_t Statement::int_at(int column) const {
    return sqlite3_column_int64(handle_.get(), column);
}

std::string_view Statement::text_at(int column) const {
    const auto* text = sqlite3_column_text(handle_.get(), column);
    if (text == nullptr) return {};
    return {reinterpret_cast<const char*>(text),
            static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

void Database::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

Result<Database> Database::open(const std::string& path, Access access) {
    sqlite3* handle = nullptr;
    const int flags = access == Access::ReadOnly ? SQLITE_OPEN_READONLY
                                                 : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    // NOMUTEX: each connection stays with one thread.
    const int status = sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database(handle);
    if (status != SQLITE_OK) return error_of(handle, status).with_context("opening " + path);
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, BusyTimeoutMs);
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, LongestValue);
    return database;
}

Result<void> Database::execute(const std::string& sql) {
    const int status = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (status != SQLITE_OK) return error_of(handle_.get(), status);
    return {};
}

Result<Statement> Database::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    const int status = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                          SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (status != SQLITE_OK) return error_of(handle_.get(), status);
    return Statement(statement);
}

Result<std::int64_t> Database::query_int(std::string_view sql) {
    FAREBOX_TRY(statement, prepare(sql));
    FAREBOX_TRY(has_row, statement.step());
    return has_row ? statement.int_at(0) : 0;
}

Result<std::string> Database::query_text(std::string_view sql) {
    FAREBOX_TRY(statement, prepare(sql));
    FAREBOX_TRY(has_row, statement.step());
    return has_row ? std::string(statement.text_at(0)) : std::string();
}

std::int64_t Database::changes() const { return sqlite3_changes64(handle_.get()); }

void Database::release_memory() { sqlite3_db_release_memory(handle_.get()); }

Result<void> Database::copy_to(const std::string& path) {
    FAREBOX_TRY(target, open(path, Access::ReadWrite));
    sqlite3_backup* copy =
        sqlite3_backup_init(target.handle_.get(), "main", handle_.get(), "main");
    if (copy == nullptr) return error_of(target.handle_.get(), SQLITE_ERROR);
    const int status = sqlite3_backup_step(copy, -1);
    sqlite3_backup_finish(copy);
    if (status != SQLITE_DONE) return error_of(target.handle_.get(), status);
    return {};
}

}  // namespace farebox::ledger
