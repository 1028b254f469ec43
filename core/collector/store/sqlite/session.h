#pragma once
// One connection to the embedded store, and the turn that its writers take. Private to this folder.

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/base/mutex.h"
#include "core/collector/store/database.h"

struct sqlite3;
struct sqlite3_stmt;

namespace farebox::collector {

/// Writers wait here rather than in SQLite, which polls and lets the patient starve. Any thread.
class WriterTurn {
public:
    Result<void> take();
    void give_back();

private:
    Mutex mutex_;
    Condition free_;
    bool is_taken_ FAREBOX_GUARDED_BY(mutex_) = false;
};

class SqliteSession final : public Session {
public:
    static Result<std::unique_ptr<SqliteSession>> open(const std::string& path, WriterTurn& turn);
    ~SqliteSession() override;

    using Session::run;
    Result<Rows> run(std::string_view sql, std::span<const Value> parameters) override;
    Result<void> run_many(std::string_view sql, std::span<const std::vector<Value>> rows) override;
    Result<void> insert_many(std::string_view table, std::span<const std::string_view> columns,
                             std::span<const std::vector<Value>> rows) override;
    Result<void> add_many(const SumTable& table, std::span<const std::vector<Value>> rows) override;
    Result<void> run_script(std::string_view sql) override;
    Result<void> make_partition(std::string_view, std::string_view) override { return {}; }
    Result<void> drop_partition(std::string_view table, std::string_view key) override;
    Result<void> lock(std::string_view, LockKind) override { return {}; }
    Engine engine() const override { return Engine::Sqlite; }
    bool is_usable() override { return true; }
    Result<void> begin(Purpose purpose) override;
    Result<void> commit() override;
    void rollback() override;

private:
    struct Close {
        void operator()(sqlite3* handle) const;
        void operator()(sqlite3_stmt* statement) const;
    };
    /// `$3` may stand before `$1`: SQLite numbers names in the order in which they appear.
    struct Prepared {
        std::unique_ptr<sqlite3_stmt, Close> statement;
        std::vector<std::size_t> parameter_of;  // by SQLite's index - 1, ours from 0
        std::size_t parameter_count = 0;
    };

    SqliteSession(sqlite3* handle, WriterTurn& turn) : handle_(handle), turn_(turn) {}
    Result<Prepared*> prepare(std::string_view sql);
    Result<void> bind(Prepared& prepared, std::span<const Value> parameters);
    Result<void> run_to_end(Prepared& prepared, std::span<const Value> parameters);
    Error failure(std::string_view sql) const;

    std::unique_ptr<sqlite3, Close> handle_;
    std::unordered_map<std::string, Prepared> prepared_;
    WriterTurn& turn_;
    bool holds_turn_ = false;
    bool in_transaction_ = false;
};

}  // namespace farebox::collector
