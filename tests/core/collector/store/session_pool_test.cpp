#include "core/collector/store/session_pool.h"

#include <chrono>
#include <thread>

#include "core/collector/store/sqlite/session.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

class SessionPoolTest : public QObject {
    Q_OBJECT
private slots:
    void opens_on_demand_and_lends_again() {
        TempDir folder;
        WriterTurn turn;
        int opened = 0;
        SessionPool pool(
            [&]() -> Result<std::unique_ptr<Session>> {
                ++opened;
                return std::unique_ptr<Session>(
                    std::move(SqliteSession::open(folder.file("c.db"), turn)).value());
            },
            2);
        { const Lease one = pool.session().value(); }
        { const Lease one = pool.session().value(); }
        QCOMPARE(opened, 1);
        const Lease one = pool.session().value();
        const Lease two = pool.session().value();
        QCOMPARE(opened, 2);
    }

    void makes_the_third_wait_for_the_first_to_be_done() {
        TempDir folder;
        WriterTurn turn;
        SessionPool pool(
            [&]() -> Result<std::unique_ptr<Session>> {
                return std::unique_ptr<Session>(
                    std::move(SqliteSession::open(folder.file("c.db"), turn)).value());
            },
            1);
        std::thread holder;
        {
            auto first = std::make_unique<Lease>(pool.session().value());
            holder = std::thread([held = std::move(first)]() mutable {
                std::this_thread::sleep_for(std::chrono::milliseconds(50));
                held.reset();
            });
        }
        QVERIFY(pool.session().has_value());
        holder.join();
    }

    void gives_the_turn_back_when_opening_fails() {
        int attempts = 0;
        SessionPool pool(
            [&]() -> Result<std::unique_ptr<Session>> {
                ++attempts;
                return unavailable("no database");
            },
            1);
        QCOMPARE(pool.session().error().message, std::string("no database"));
        QCOMPARE(pool.session().error().message, std::string("no database"));
        QCOMPARE(attempts, 2);
    }
};

FAREBOX_TEST_CLASS(SessionPoolTest)
#include "session_pool_test.moc"
