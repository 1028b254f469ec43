#include "core/collector/store/sqlite/open.h"

#include <sqlite3.h>

#include "core/base/format.h"
#include "core/collector/store/session_pool.h"
#include "core/collector/store/sqlite/session.h"

namespace farebox::collector {
namespace {

// Readers work beside the one writer; each has a page cache of its own.
constexpr std::size_t MostSessions = 8;

class SqliteDatabase final : public Database {
public:
    explicit SqliteDatabase(std::string path)
        : path_(std::move(path)), pool_([this] { return open(); }, MostSessions) {}

    Result<Lease> session() override { return pool_.session(); }
    Engine engine() const override { return Engine::Sqlite; }
    std::string describe() const override {
        return format("SQLite {}, {}", sqlite3_libversion(), path_);
    }

private:
    Result<std::unique_ptr<Session>> open() {
        FAREBOX_TRY(session, SqliteSession::open(path_, turn_));
        return std::unique_ptr<Session>(std::move(session));
    }

    const std::string path_;
    WriterTurn turn_;
    SessionPool pool_;
};

}  // namespace

Result<std::unique_ptr<Database>> open_sqlite(const std::string& path) {
    auto database = std::make_unique<SqliteDatabase>(path);
    FAREBOX_TRY(first, database->session());
    (void)first;
    return std::unique_ptr<Database>(std::move(database));
}

}  // namespace farebox::collector
