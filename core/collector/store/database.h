#pragma once
// The collector's data behind one small interface: sessions that run SQL, on SQLite or PostgreSQL.
//
// Statements are written once, in what both engines understand: parameters $1, $2, ..., whole
// numbers (BIGINT) and text only, INSERT ... ON CONFLICT, RETURNING, window functions. Money is
// nano-USD, time is UTC nanoseconds, a day is the text 2026-11-22, a month 2026-11. What one engine
// does better is behind a function of Session, not in the callers' SQL.
//
// Raw calls are reached through CallStore (call_store.h) alone, so that they can move to another
// engine when one database is not enough; everything else may use a session.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/collector/store/sum_table.h"

namespace farebox::collector {

/// NULL, a whole number, a text.
using Value = std::variant<std::monostate, std::int64_t, std::string>;

/// nullopt and "" become NULL where unknown must stay unknown.
Value value_or_null(const std::optional<std::int64_t>& number);
Value value_or_null(std::string_view text);

/// One row of an answer. Columns are counted from 0.
class Row {
public:
    explicit Row(std::vector<Value> values) : values_(std::move(values)) {}

    bool is_null(std::size_t column) const;
    /// 0 for NULL; a text that is a number counts (PostgreSQL's sums are numeric).
    std::int64_t integer(std::size_t column) const;
    std::optional<std::int64_t> integer_or_null(std::size_t column) const;
    /// "" for NULL; a number as its digits.
    std::string text(std::size_t column) const;
    std::size_t size() const { return values_.size(); }
    const std::vector<Value>& values() const { return values_; }

private:
    std::vector<Value> values_;
};

struct Rows {
    std::vector<Row> rows;
    std::int64_t changed = 0;  ///< rows inserted, updated or deleted

    bool empty() const { return rows.empty(); }
    std::size_t size() const { return rows.size(); }
    const Row& operator[](std::size_t index) const { return rows[index]; }
    auto begin() const { return rows.begin(); }
    auto end() const { return rows.end(); }
};

enum class Engine { Sqlite, Postgres };

/// Writing transactions of SQLite run one after the other; those of PostgreSQL side by side (read
/// committed). Reading ones see one moment throughout.
enum class Purpose { Reading, Writing };

enum class LockKind { Shared, Exclusive };

/// One connection, used by one thread at a time. Errors: Unavailable (locked, disk full, connection
/// lost, deadlock; nothing of the transaction happened, trying again may help), Conflict (a unique
/// key or a check), Invalid (a value that the engine cannot hold), Internal (the statement is wrong).
/// Whether a commit that failed with Unavailable happened is not known.
class Session {
public:
    virtual ~Session() = default;

    /// Runs one statement; statements are prepared once per session and text. As many parameters as
    /// the highest $n. A parameter has the type of its value: BIGINT, TEXT, or what the place asks
    /// for when NULL. Order NULLs by NULLS FIRST or LAST: the engines differ without.
    virtual Result<Rows> run(std::string_view sql, std::span<const Value> parameters) = 0;
    Result<Rows> run(std::string_view sql) { return run(sql, std::span<const Value>()); }
    Result<Rows> run(std::string_view sql, std::initializer_list<Value> parameters) {
        return run(sql, std::span<const Value>(parameters.begin(), parameters.size()));
    }
    /// The same statement once for each row of parameters, in one go; answers are thrown away.
    /// Inside a transaction.
    virtual Result<void> run_many(std::string_view sql,
                                  std::span<const std::vector<Value>> rows) = 0;
    /// Many rows of one shape, the fastest way the engine has (COPY, a prepared INSERT). Inside a
    /// transaction; every row has one value per column. A key that exists is a Conflict, after which
    /// the transaction can only be rolled back.
    virtual Result<void> insert_many(std::string_view table, std::span<const std::string_view> columns,
                                     std::span<const std::vector<Value>> rows) = 0;
    /// Adds rows to sums in one go (SumTable::add_sql). A row has a value per column of the table, none
    /// NULL, of the same kinds in each row; no two rows have equal keys. Writers that give their rows
    /// in the order of the keys do not block each other for good. Inside a transaction.
    virtual Result<void> add_many(const SumTable& table, std::span<const std::vector<Value>> rows) = 0;
    /// Several statements separated by ';', without parameters: migrations.
    virtual Result<void> run_script(std::string_view sql) = 0;
    /// Gives rows whose first key column is `key` a partition of their own, and takes it away with
    /// all its rows. Not inside a transaction. SQLite has no partitions: the first does nothing, the
    /// second deletes the rows.
    virtual Result<void> make_partition(std::string_view table, std::string_view key) = 0;
    virtual Result<void> drop_partition(std::string_view table, std::string_view key) = 0;
    /// Waits until nobody else holds `name` in a way that excludes this one; held until the end of
    /// the transaction. Does nothing in SQLite, whose writing transactions exclude each other anyway.
    virtual Result<void> lock(std::string_view name, LockKind kind) = 0;

    virtual Engine engine() const = 0;
    /// False after the connection was lost: the pool throws the session away.
    virtual bool is_usable() = 0;

    /// For Transaction alone.
    virtual Result<void> begin(Purpose purpose) = 0;
    virtual Result<void> commit() = 0;
    virtual void rollback() = 0;
};

/// Begins on construction by `begin`, rolls back unless committed. Not nested: a second writing
/// transaction in the same thread waits in vain for the first.
class Transaction {
public:
    /// SQLite takes the writer's lock at once (BEGIN IMMEDIATE).
    static Result<Transaction> begin(Session& session, Purpose purpose = Purpose::Writing);
    ~Transaction();
    Transaction(Transaction&& other) noexcept : session_(other.session_) { other.session_ = nullptr; }
    Transaction& operator=(Transaction&&) = delete;

    Result<void> commit();

private:
    explicit Transaction(Session& session) : session_(&session) {}
    Session* session_;
};

/// A session borrowed from the pool, given back on destruction.
class Lease {
public:
    Lease(std::unique_ptr<Session> session, std::function<void(std::unique_ptr<Session>)> give_back)
        : session_(std::move(session)), give_back_(std::move(give_back)) {}
    ~Lease() {
        if (session_) give_back_(std::move(session_));
    }
    Lease(Lease&&) = default;
    Lease& operator=(Lease&&) = delete;

    Session& operator*() const { return *session_; }
    Session* operator->() const { return session_.get(); }

private:
    std::unique_ptr<Session> session_;
    std::function<void(std::unique_ptr<Session>)> give_back_;
};

/// The pool. Any thread.
class Database {
public:
    virtual ~Database() = default;

    /// Waits for a free session for at most ten seconds, then Unavailable.
    virtual Result<Lease> session() = 0;
    virtual Engine engine() const = 0;
    /// "SQLite 3.40.1, /var/lib/..." or "PostgreSQL 15.20, host db, database farebox"; no password.
    virtual std::string describe() const = 0;
};

/// Brings the schema to the newest version, one transaction a version; Conflict when the data is of
/// a newer program. Safe when several collectors start at once.
Result<void> migrate(Database& database);
/// The version this program reads and writes.
std::int64_t newest_version();

}  // namespace farebox::collector
