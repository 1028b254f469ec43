#pragma once
// One connection to PostgreSQL. Private to this folder.

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/collector/store/database.h"
#include "core/collector/store/postgres/answer.h"

namespace farebox::collector {

class PostgresSession final : public Session {
public:
    static Result<std::unique_ptr<PostgresSession>> connect(const std::string& url);

    using Session::run;
    Result<Rows> run(std::string_view sql, std::span<const Value> parameters) override;
    Result<void> run_many(std::string_view sql, std::span<const std::vector<Value>> rows) override;
    Result<void> insert_many(std::string_view table, std::span<const std::string_view> columns,
                             std::span<const std::vector<Value>> rows) override;
    Result<void> add_many(const SumTable& table, std::span<const std::vector<Value>> rows) override;
    Result<void> run_script(std::string_view sql) override;
    Result<void> make_partition(std::string_view table, std::string_view key) override;
    Result<void> drop_partition(std::string_view table, std::string_view key) override;
    Result<void> lock(std::string_view name, LockKind kind) override;
    Engine engine() const override { return Engine::Postgres; }
    bool is_usable() override;
    Result<void> begin(Purpose purpose) override;
    Result<void> commit() override;
    void rollback() override;

    /// "PostgreSQL 15.20, host db, database farebox".
    std::string describe() const;

private:
    struct Close {
        void operator()(PGconn* connection) const { PQfinish(connection); }
    };
    explicit PostgresSession(PGconn* connection) : connection_(connection) {}

    Result<std::string> prepare(std::string_view sql, std::span<const Value> parameters);
    Result<void> send_chunk(std::string_view sql, std::span<const std::vector<Value>> rows);
    Result<void> send_all(std::string_view sql, std::span<const std::vector<Value>> rows);
    Result<void> read_chunk(std::string_view sql, std::size_t count);
    Result<void> finish_copy(const std::string& sql);

    std::unique_ptr<PGconn, Close> connection_;
    /// By text and types of the parameters: the name on the server.
    std::unordered_map<std::string, std::string> prepared_;
};

}  // namespace farebox::collector
