#pragma once
// A fresh store of either engine, so that one suite runs on both:
//
//     void adds_up_data() { add_stores(); }
//     void adds_up() {
//         FAREBOX_STORE(store);
//         Database& database = store->database();

#include <memory>

#include "core/collector/store/postgres/open.h"
#include "core/collector/store/sqlite/open.h"
#include "tests/support/postgres_server.h"
#include "tests/support/suite.h"

namespace farebox::tests {

/// One server for all tests of the process; nullptr when there is none to start.
inline PostgresServer* shared_postgres() {
    static const std::unique_ptr<PostgresServer> server =
        PostgresServer::why_not().empty() ? PostgresServer::start({}) : nullptr;
    return server.get();
}

/// The column "engine" and its two rows.
inline void add_stores() {
    QTest::addColumn<QString>("engine");
    QTest::newRow("sqlite") << "sqlite";
    QTest::newRow("postgres") << "postgres";
}

class TestStore {
public:
    /// Empty, not migrated; nullptr when it could not be made.
    static std::unique_ptr<TestStore> make_bare(const QString& engine) {
        auto store = std::make_unique<TestStore>();
        store->location_ = engine == "sqlite" ? store->folder_.file("collector.db")
                                              : shared_postgres()->make_database();
        auto opened = store->open_again();
        if (!opened) qWarning("%s", opened.error().message.c_str());
        if (!opened) return nullptr;
        store->database_ = std::move(*opened);
        return store;
    }
    /// With this program's schema.
    static std::unique_ptr<TestStore> make(const QString& engine) {
        auto store = make_bare(engine);
        if (!store) return nullptr;
        const auto migrated = collector::migrate(*store->database_);
        if (!migrated) qWarning("%s", migrated.error().message.c_str());
        return migrated ? std::move(store) : nullptr;
    }

    collector::Database& database() { return *database_; }
    /// A second way into the same data, as another process has it.
    Result<std::unique_ptr<collector::Database>> open_again() {
        return collector::is_postgres_url(location_) ? collector::open_postgres(location_)
                                                     : collector::open_sqlite(location_);
    }

private:
    TempDir folder_;
    std::string location_;
    std::unique_ptr<collector::Database> database_;
};

}  // namespace farebox::tests

#define FAREBOX_STORE_BY(name, maker)                                                         \
    QFETCH(QString, engine);                                                                  \
    if (engine == "postgres" && !farebox::tests::PostgresServer::why_not().empty()) {         \
        QSKIP(farebox::tests::PostgresServer::why_not().c_str());                             \
    }                                                                                         \
    QVERIFY2(engine == "sqlite" || farebox::tests::shared_postgres() != nullptr, "no server"); \
    const auto name = farebox::tests::TestStore::maker(engine);                               \
    QVERIFY2(name != nullptr, "the store could not be made")
/// Binds `name` to a migrated store of the row's engine, or skips.
#define FAREBOX_STORE(name) FAREBOX_STORE_BY(name, make)
#define FAREBOX_BARE_STORE(name) FAREBOX_STORE_BY(name, make_bare)
