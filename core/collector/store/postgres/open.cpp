#include "core/collector/store/postgres/open.h"

#include "core/collector/store/postgres/session.h"
#include "core/collector/store/session_pool.h"

namespace farebox::collector {
namespace {

// Each connection is a process of the server; ingest is bound by its cores, not by their number.
constexpr std::size_t MostSessions = 8;

class PostgresDatabase final : public Database {
public:
    PostgresDatabase(std::string url, std::string description)
        : url_(std::move(url)),
          description_(std::move(description)),
          pool_([this] { return connect(); }, MostSessions) {}

    Result<Lease> session() override { return pool_.session(); }
    Engine engine() const override { return Engine::Postgres; }
    std::string describe() const override { return description_; }

private:
    Result<std::unique_ptr<Session>> connect() {
        FAREBOX_TRY(session, PostgresSession::connect(url_));
        return std::unique_ptr<Session>(std::move(session));
    }

    const std::string url_;
    const std::string description_;
    SessionPool pool_;
};

}  // namespace

bool is_postgres_url(std::string_view text) {
    return text.starts_with("postgres://") || text.starts_with("postgresql://");
}

Result<std::unique_ptr<Database>> open_postgres(const std::string& url) {
    FAREBOX_TRY(first, PostgresSession::connect(url));
    return std::unique_ptr<Database>(std::make_unique<PostgresDatabase>(url, first->describe()));
}

}  // namespace farebox::collector
