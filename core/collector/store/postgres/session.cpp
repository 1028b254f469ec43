#include "core/collector/store/postgres/session.h"

#include <array>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/collector/store/postgres/array_text.h"
#include "core/collector/store/postgres/copy_text.h"

namespace farebox::collector {
namespace {

constexpr int OldestServer = 150000;  // PQserverVersion of 15.0

// Object ids of the types that parameters have; 0 lets the server infer one.
constexpr Oid Int8Type = 20;
constexpr Oid Text = 25;

// Every answer of a chunk must fit into the socket's buffer (some 200 KB): the server stops reading
// when it cannot write, and we write first. One answer without rows is below 100 bytes.
constexpr std::size_t ChunkRows = 500;

// Texts made by hand are few; those made from a query's columns are many and seldom come again.
constexpr std::size_t MostPrepared = 512;

// jit: compiling fifty sums takes longer than adding them up. synchronous_commit: an acknowledged
// call must survive a power cut; stronger settings of the server are left alone.
constexpr const char* Settings =
    "SET jit = off; SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '5min';"
    "SELECT set_config('synchronous_commit', 'on', false) "
    "WHERE current_setting('synchronous_commit') = 'off'";

Oid type_of(const Value& value) {
    if (std::holds_alternative<std::int64_t>(value)) return Int8Type;
    return std::holds_alternative<std::string>(value) ? Text : 0;
}

// The texts of numbers live as long as this.
class Bound {
public:
    explicit Bound(std::span<const Value> parameters) : numbers_(parameters.size()) {
        pointers_.reserve(parameters.size());
        for (std::size_t at = 0; at < parameters.size(); ++at) {
            const Value& value = parameters[at];
            if (const auto* number = std::get_if<std::int64_t>(&value)) {
                numbers_[at] = std::to_string(*number);
                pointers_.push_back(numbers_[at].c_str());
            } else if (const auto* text = std::get_if<std::string>(&value)) {
                has_nul_ = has_nul_ || text->find('\0') != text->npos;
                pointers_.push_back(text->c_str());
            } else {
                pointers_.push_back(nullptr);
            }
        }
    }
    int count() const { return static_cast<int>(pointers_.size()); }
    const char* const* values() const { return pointers_.data(); }
    /// libpq would cut the text there without a word.
    bool has_nul() const { return has_nul_; }

private:
    std::vector<std::string> numbers_;
    std::vector<const char*> pointers_;
    bool has_nul_ = false;
};

Error nul_in_text(std::string_view sql) {
    return invalid(format("a text with a NUL byte cannot be stored: {}", shorten(sql, 200)));
}

}  // namespace

Result<std::unique_ptr<PostgresSession>> PostgresSession::connect(const std::string& url) {
    // Later ones win: what the URL says comes before these.
    const std::array<const char*, 5> names = {"connect_timeout", "fallback_application_name",
                                              "dbname", "client_encoding", nullptr};
    const std::array<const char*, 5> values = {"5", "farebox-collector", url.c_str(), "UTF8",
                                               nullptr};
    PGconn* connection = PQconnectdbParams(names.data(), values.data(), /*expand_dbname=*/1);
    if (connection == nullptr) return unavailable("connecting to PostgreSQL: out of memory");
    std::unique_ptr<PostgresSession> session(new PostgresSession(connection));
    if (PQstatus(connection) != CONNECTION_OK) {
        return unavailable(format("connecting to PostgreSQL: {}", trim(PQerrorMessage(connection))));
    }
    // Notices ("relation exists, skipping") would go to standard error.
    PQsetNoticeProcessor(connection, [](void*, const char*) {}, nullptr);
    if (PQserverVersion(connection) < OldestServer) {
        return make_error(ErrorCode::Unsupported,
                          format("{} is too old: PostgreSQL 15 or newer is needed",
                                 session->describe()));
    }
    FAREBOX_TRY_VOID(session->run_script(Settings));
    return session;
}

std::string PostgresSession::describe() const {
    const int version = PQserverVersion(connection_.get());
    return format("PostgreSQL {}.{}, host {}, database {}", version / 10000, version % 10000,
                  PQhost(connection_.get()), PQdb(connection_.get()));
}

Result<std::string> PostgresSession::prepare(std::string_view sql,
                                             std::span<const Value> parameters) {
    std::vector<Oid> types;
    std::string key(sql);
    key += '\0';
    for (const Value& value : parameters) {
        types.push_back(type_of(value));
        key += static_cast<char>('0' + value.index());
    }
    if (const auto known = prepared_.find(key); known != prepared_.end()) return known->second;
    if (prepared_.size() >= MostPrepared) {
        FAREBOX_TRY_VOID(run_script("DEALLOCATE ALL"));
        prepared_.clear();
    }
    const std::string name = format("s{}", prepared_.size());
    const std::string text(sql);
    const Answer answer(PQprepare(connection_.get(), name.c_str(), text.c_str(),
                                  static_cast<int>(types.size()), types.data()));
    if (!is_success(answer.get())) return failure_of(connection_.get(), answer.get(), sql);
    prepared_.emplace(std::move(key), name);
    return name;
}

Result<Rows> PostgresSession::run(std::string_view sql, std::span<const Value> parameters) {
    const Bound bound(parameters);
    if (bound.has_nul()) return nul_in_text(sql);
    FAREBOX_TRY(name, prepare(sql, parameters));
    const Answer answer(PQexecPrepared(connection_.get(), name.c_str(), bound.count(),
                                       bound.values(), nullptr, nullptr, /*resultFormat=*/0));
    if (!is_success(answer.get())) return failure_of(connection_.get(), answer.get(), sql);
    return rows_of(answer.get());
}

Result<void> PostgresSession::run_many(std::string_view sql,
                                       std::span<const std::vector<Value>> rows) {
    while (!rows.empty()) {
        const std::size_t count = std::min(rows.size(), ChunkRows);
        FAREBOX_TRY_VOID(send_chunk(sql, rows.first(count)));
        rows = rows.subspan(count);
    }
    return {};
}

// Pipelined: one round trip for all of them.
Result<void> PostgresSession::send_chunk(std::string_view sql,
                                         std::span<const std::vector<Value>> rows) {
    // Preparing waits for an answer, which a pipeline does not allow.
    for (const std::vector<Value>& row : rows) FAREBOX_TRY_VOID(prepare(sql, row));
    if (PQenterPipelineMode(connection_.get()) == 0) {
        return failure_of(connection_.get(), nullptr, sql);
    }
    const Result<void> sent = send_all(sql, rows);
    const Result<void> read = sent ? read_chunk(sql, rows.size()) : sent;
    // What is half sent cannot be taken back but with the connection.
    if (PQexitPipelineMode(connection_.get()) == 0) connection_.reset();
    return read;
}

Result<void> PostgresSession::send_all(std::string_view sql,
                                       std::span<const std::vector<Value>> rows) {
    for (const std::vector<Value>& row : rows) {
        const Bound bound(row);
        if (bound.has_nul()) return nul_in_text(sql);
        FAREBOX_TRY(name, prepare(sql, row));
        if (PQsendQueryPrepared(connection_.get(), name.c_str(), bound.count(), bound.values(),
                                nullptr, nullptr, /*resultFormat=*/0) == 0) {
            return failure_of(connection_.get(), nullptr, sql);
        }
    }
    if (PQpipelineSync(connection_.get()) == 0) return failure_of(connection_.get(), nullptr, sql);
    return {};
}

Result<void> PostgresSession::read_chunk(std::string_view sql, std::size_t count) {
    Result<void> result;
    for (std::size_t at = 0; at < count; ++at) {
        while (const Answer answer{PQgetResult(connection_.get())}) {
            // After the first failure the others are skipped by the server.
            if (!is_success(answer.get()) && result.has_value()) {
                result = failure_of(connection_.get(), answer.get(), sql);
            }
        }
    }
    const Answer end(PQgetResult(connection_.get()));  // PGRES_PIPELINE_SYNC
    if (!end && result.has_value()) result = failure_of(connection_.get(), nullptr, sql);
    return result;
}

Result<void> PostgresSession::insert_many(std::string_view table,
                                          std::span<const std::string_view> columns,
                                          std::span<const std::vector<Value>> rows) {
    std::string names;
    for (const std::string_view column : columns) {
        names += (names.empty() ? "" : ", ") + std::string(column);
    }
    const std::string sql = format("COPY {} ({}) FROM STDIN", table, names);
    const Answer begun(PQexec(connection_.get(), sql.c_str()));
    if (PQresultStatus(begun.get()) != PGRES_COPY_IN) {
        return failure_of(connection_.get(), begun.get(), sql);
    }
    CopyText text;
    for (const std::vector<Value>& row : rows) {
        text.add(row);
        if (!text.is_full()) continue;
        if (PQputCopyData(connection_.get(), text.data(), text.size()) != 1) break;
        text.clear();
    }
    // A lost connection shows in the answer.
    (void)PQputCopyData(connection_.get(), text.data(), text.size());
    return finish_copy(sql);
}

// A column is one parameter, an array, so that a whole chunk is one statement.
Result<void> PostgresSession::add_many(const SumTable& table,
                                       std::span<const std::vector<Value>> rows) {
    if (rows.empty()) return {};
    std::string arrays;
    for (std::size_t at = 0; at < rows.front().size(); ++at) {
        const bool is_text = std::holds_alternative<std::string>(rows.front()[at]);
        arrays += format("{}CAST(${} AS {}[])", at == 0 ? "" : ", ", at + 1, is_text ? "text" : "bigint");
    }
    const std::string sql = table.add_sql("SELECT * FROM unnest(" + arrays + ")");
    for (; !rows.empty(); rows = rows.subspan(std::min(rows.size(), ChunkRows))) {
        const auto chunk = rows.first(std::min(rows.size(), ChunkRows));
        std::vector<Value> columns;
        for (std::size_t at = 0; at < chunk.front().size(); ++at) {
            columns.emplace_back(array_text(chunk, at));
        }
        FAREBOX_TRY_VOID(run(sql, columns));
    }
    return {};
}

Result<void> PostgresSession::finish_copy(const std::string& sql) {
    if (PQputCopyEnd(connection_.get(), nullptr) != 1) {
        return failure_of(connection_.get(), nullptr, sql);
    }
    Result<void> result;
    while (const Answer answer{PQgetResult(connection_.get())}) {
        if (!is_success(answer.get())) result = failure_of(connection_.get(), answer.get(), sql);
    }
    return result;
}

Result<void> PostgresSession::run_script(std::string_view sql) {
    const std::string text(sql);
    const Answer answer(PQexec(connection_.get(), text.c_str()));
    if (!is_success(answer.get())) return failure_of(connection_.get(), answer.get(), "a script");
    return {};
}

Result<void> PostgresSession::lock(std::string_view name, LockKind kind) {
    const char* sql = kind == LockKind::Shared
                          ? "SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 0))"
                          : "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
    FAREBOX_TRY_VOID(run(sql, {std::string(name)}).with_context(format("locking {}", name)));
    return {};
}

bool PostgresSession::is_usable() {
    if (!connection_) return false;
    // Twice: the first reads the server's last words, the second the end behind them.
    (void)PQconsumeInput(connection_.get());
    (void)PQconsumeInput(connection_.get());
    return PQstatus(connection_.get()) == CONNECTION_OK &&
           PQtransactionStatus(connection_.get()) == PQTRANS_IDLE;
}

Result<void> PostgresSession::begin(Purpose purpose) {
    FAREBOX_TRY_VOID(run(purpose == Purpose::Writing
                             ? "BEGIN"
                             : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
    return {};
}

Result<void> PostgresSession::commit() {
    const Answer answer(PQexec(connection_.get(), "COMMIT"));
    if (!is_success(answer.get())) return failure_of(connection_.get(), answer.get(), "COMMIT");
    // After a failed statement the server answers a COMMIT with ROLLBACK, and no error.
    if (std::string_view(PQcmdStatus(answer.get())) != "COMMIT") {
        return make_error(ErrorCode::Internal, "a transaction with a failed statement was committed");
    }
    return {};
}

void PostgresSession::rollback() {
    if (!connection_ || PQtransactionStatus(connection_.get()) == PQTRANS_IDLE) return;
    const Answer answer(PQexec(connection_.get(), "ROLLBACK"));
}

}  // namespace farebox::collector
