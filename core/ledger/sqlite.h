#pragma once
// SQLite as values: a database handle, a prepared statement, and errors sorted by what the ledger
// must do about them. Nothing here knows a table.
//
// Owned and used by one thread at a time.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace farebox::ledger {

/// Error codes carry the class of failure:
///   Unavailable  disk full, locked, read-only, I/O error: the rows are fine, try again
///   Invalid      the file is damaged or no database
///   Internal     this statement or row can never succeed
class Statement {
public:
    explicit Statement(sqlite3_stmt* handle) : handle_(handle) {}

    /// Parameters count from 1, columns from 0, as in SQLite. A value that cannot be bound (too
    /// long) makes the next step fail.
    void bind(int parameter, std::int64_t value);
    /// The text must stay alive until the next reset.
    void bind(int parameter, std::string_view text);
    void bind_null(int parameter);
    /// True while there is a row to read.
    Result<bool> step();
    /// Steps to the end and resets; for statements that return nothing.
    Result<void> run();
    void reset();

    bool is_null(int column) const;
    std::int64_t int_at(int column) const;
    /// Valid until the next step or reset.
    std::string_view text_at(int column) const;

private:
    struct Close {
        void operator()(sqlite3_stmt* handle) const;
    };
    void note_failure(int status);

    std::unique_ptr<sqlite3_stmt, Close> handle_;
    int bind_failure_ = 0;
};

enum class Access { ReadOnly, ReadWrite };

class Database {
public:
    /// ReadWrite creates the file when it is missing.
    static Result<Database> open(const std::string& path, Access access);

    /// One or more statements without parameters.
    Result<void> execute(const std::string& sql);
    Result<Statement> prepare(std::string_view sql);
    /// First column of the first row; 0 when there is none.
    Result<std::int64_t> query_int(std::string_view sql);
    Result<std::string> query_text(std::string_view sql);
    /// Rows changed by the last statement.
    std::int64_t changes() const;
    /// Frees the pages kept for the next reading; they come back from the system's cache.
    void release_memory();
    /// Copies the whole database to a new file.
    Result<void> copy_to(const std::string& path);

private:
    struct Close {
        void operator()(sqlite3* handle) const;
    };
    explicit Database(sqlite3* handle) : handle_(handle) {}
    std::unique_ptr<sqlite3, Close> handle_;
};

/// Runs `work`, which returns Result<void>, in one transaction that holds the write lock from its
/// begin; rolled back when it fails.
template <class Work>
Result<void> in_transaction(Database& database, Work work) {
    FAREBOX_TRY_VOID(database.execute("BEGIN IMMEDIATE"));
    Result<void> done = work();
    if (done) done = database.execute("COMMIT");
    if (!done) (void)database.execute("ROLLBACK");
    return done;
}

}  // namespace farebox::ledger
