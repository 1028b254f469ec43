// One suite for both engines: what a session promises.
#include "core/collector/store/database.h"

#include <atomic>
#include <thread>

#include "core/base/format.h"
#include "tests/core/collector/stores.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

constexpr const char* Table =
    "CREATE TABLE t (k TEXT NOT NULL PRIMARY KEY, n BIGINT, note TEXT)";
constexpr std::string_view Columns[] = {"k", "n", "note"};

std::int64_t count(Session& session) {
    return session.run("SELECT count(*) FROM t").value()[0].integer(0);
}

}  // namespace

class DatabaseTest : public QObject {
    Q_OBJECT
private slots:
    void gives_back_what_was_put_in_data() { add_stores(); }
    void gives_back_what_was_put_in() {
        FAREBOX_BARE_STORE(store);
        const Lease session = store->database().session().value();
        QVERIFY(session->run_script(Table).has_value());
        const std::string odd = "tab\t newline\n back\\slash 'quote' \xC3\xA9";
        // Parameters may stand in any order.
        QVERIFY(session->run("INSERT INTO t (note, n, k) VALUES ($3, $2, $1)",
                             {std::string("a"), std::int64_t(INT64_MAX), odd})
                    .has_value());
        QVERIFY(session->run("INSERT INTO t (k, n, note) VALUES ($1, $2, $3)",
                             {std::string("b"), Value(), Value()})
                    .has_value());
        const Rows rows = session->run("SELECT k, n, note FROM t ORDER BY k").value();
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(rows[0].integer(1), INT64_MAX);
        QCOMPARE(rows[0].text(2), odd);
        QVERIFY(rows[1].is_null(1));
        QVERIFY(rows[1].is_null(2));
        QCOMPARE(rows[1].integer_or_null(1), std::optional<std::int64_t>());
        QCOMPARE(rows[1].text(2), std::string());
    }

    void reads_sums_and_comparisons_as_numbers_data() { add_stores(); }
    void reads_sums_and_comparisons_as_numbers() {
        FAREBOX_BARE_STORE(store);
        const Lease session = store->database().session().value();
        QVERIFY(session->run_script(Table).has_value());
        QVERIFY(session->run("INSERT INTO t VALUES ('a', 2, NULL), ('b', 3, NULL)").has_value());
        const Rows rows =
            session->run("SELECT sum(n), sum(n) > 4, count(*), sum(n) + $1 FROM t", {std::int64_t(7)})
                .value();
        QCOMPARE(rows[0].integer(0), 5);
        QCOMPARE(rows[0].integer(1), 1);
        QCOMPARE(rows[0].integer(2), 2);
        QCOMPARE(rows[0].integer(3), 12);
    }

    void tells_rows_changed_and_returned_data() { add_stores(); }
    void tells_rows_changed_and_returned() {
        FAREBOX_BARE_STORE(store);
        const Lease session = store->database().session().value();
        QVERIFY(session->run_script(Table).has_value());
        QCOMPARE(session->run("INSERT INTO t VALUES ('a', 1, NULL), ('b', 2, NULL)")->changed, 2);
        QCOMPARE(session->run("UPDATE t SET n = n + 1 WHERE n > 1")->changed, 1);
        const Rows rows = session
                              ->run("INSERT INTO t (k, n) VALUES ($1, $2) ON CONFLICT (k) DO UPDATE "
                                    "SET n = t.n + excluded.n RETURNING n",
                                    {std::string("a"), std::int64_t(10)})
                              .value();
        QCOMPARE(rows[0].integer(0), 11);
        QCOMPARE(session->run("DELETE FROM t")->changed, 2);
    }

    void inserts_many_rows_data() { add_stores(); }
    void inserts_many_rows() {
        FAREBOX_BARE_STORE(store);
        const Lease session = store->database().session().value();
        QVERIFY(session->run_script(Table).has_value());
        std::vector<std::vector<Value>> rows;
        for (int i = 0; i < 5000; ++i) {
            rows.push_back({format("k{}", i), i % 3 == 0 ? Value() : Value(std::int64_t(i)),
                            std::string(i % 200, i % 2 ? '\\' : '\t')});
        }
        auto transaction = Transaction::begin(*session).value();
        QVERIFY(session->insert_many("t", Columns, rows).has_value());
        QVERIFY(transaction.commit().has_value());
        const Rows read = session->run("SELECT k, n, note FROM t ORDER BY length(k), k").value();
        QCOMPARE(read.size(), rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) QVERIFY(read[i].values() == rows[i]);
    }

    void runs_one_statement_for_many_rows_data() { add_stores(); }
    void runs_one_statement_for_many_rows() {
        FAREBOX_BARE_STORE(store);
        const Lease session = store->database().session().value();
        QVERIFY(session->run_script(Table).has_value());
        std::vector<std::vector<Value>> rows;
        for (std::int64_t i = 0; i < 3000; ++i) rows.push_back({format("k{}", i % 1000), i});
        auto transaction = Transaction::begin(*session).value();
        QVERIFY(session
                    ->run_many("INSERT INTO t (k, n) VALUES ($1, $2) ON CONFLICT (k) DO UPDATE SET "
                               "n = t.n + excluded.n",
                               rows)
                    .has_value());
        QVERIFY(transaction.commit().has_value());
        QCOMPARE(count(*session), 1000);
        QCOMPARE(session->run("SELECT sum(n) FROM t").value()[0].integer(0), 3000 * 2999 / 2);
    }

    void leaves_nothing_of_what_was_not_committed_data() { add_stores(); }
    void leaves_nothing_of_what_was_not_committed() {
        FAREBOX_BARE_STORE(store);
        const Lease session = store->database().session().value();
        QVERIFY(session->run_script(Table).has_value());
        {
            auto transaction = Transaction::begin(*session).value();
            QVERIFY(session->run("INSERT INTO t VALUES ('a', 1, NULL)").has_value());
        }
        QCOMPARE(count(*session), 0);
        auto transaction = Transaction::begin(*session).value();
        QVERIFY(session->run("INSERT INTO t VALUES ('a', 1, NULL)").has_value());
        QVERIFY(transaction.commit().has_value());
        QCOMPARE(count(*session), 1);
    }

    void sorts_failures_by_what_to_do_data() { add_stores(); }
    void sorts_failures_by_what_to_do() {
        FAREBOX_BARE_STORE(store);
        const Lease session = store->database().session().value();
        QVERIFY(session->run_script(Table).has_value());
        QVERIFY(session->run("INSERT INTO t VALUES ('secret-value', 1, NULL)").has_value());
        const auto twice = session->run("INSERT INTO t VALUES ($1, 1, NULL)",
                                        {std::string("secret-value")});
        QCOMPARE(twice.error().code, ErrorCode::Conflict);
        QVERIFY(twice.error().message.find("secret-value") == std::string::npos);
        QCOMPARE(session->run("SELECT nothing FROM nowhere").error().code, ErrorCode::Internal);
        QCOMPARE(session->run("SELECT $2", {std::int64_t(1)}).error().code, ErrorCode::Internal);
        const std::vector<std::vector<Value>> rows = {{std::string("secret-value"), Value(), Value()}};
        {
            auto transaction = Transaction::begin(*session).value();
            const auto inserted = session->insert_many("t", Columns, rows);
            QCOMPARE(inserted.error().code, ErrorCode::Conflict);
            QVERIFY(inserted.error().message.find("secret-value") == std::string::npos);
        }
        {
            auto transaction = Transaction::begin(*session).value();
            const auto many = session->run_many("INSERT INTO t VALUES ($1, $2, $3)", rows);
            QCOMPARE(many.error().code, ErrorCode::Conflict);
        }
        // The session is sound after each of them.
        QCOMPARE(count(*session), 1);
    }

    void never_commits_half_of_a_transaction_data() { add_stores(); }
    void never_commits_half_of_a_transaction() {
        FAREBOX_BARE_STORE(store);
        const Lease session = store->database().session().value();
        QVERIFY(session->run_script(Table).has_value());
        const std::vector<std::vector<Value>> rows = {{std::string("a"), Value(), Value()},
                                                      {std::string("a"), Value(), Value()}};
        auto transaction = Transaction::begin(*session).value();
        QVERIFY(!session->insert_many("t", Columns, rows).has_value());
        if (engine == "postgres") QVERIFY(!transaction.commit().has_value());
    }

    void lets_writers_take_turns_data() { add_stores(); }
    void lets_writers_take_turns() {
        FAREBOX_BARE_STORE(store);
        Database& database = store->database();
        QVERIFY(database.session().value()->run_script(Table).has_value());
        QVERIFY(database.session().value()->run("INSERT INTO t VALUES ('a', 0, NULL)").has_value());
        std::vector<std::thread> threads;
        std::atomic<int> failures{0};
        for (int i = 0; i < 6; ++i) {
            threads.emplace_back([&] {
                for (int turn = 0; turn < 50; ++turn) {
                    const Lease session = database.session().value();
                    auto transaction = Transaction::begin(*session).value();
                    const bool done =
                        session->run("UPDATE t SET n = n + 1 WHERE k = 'a'").has_value() &&
                        transaction.commit().has_value();
                    failures += !done;
                }
            });
        }
        for (auto& thread : threads) thread.join();
        QCOMPARE(failures.load(), 0);
        QCOMPARE(database.session().value()->run("SELECT n FROM t").value()[0].integer(0), 300);
    }

    void reads_one_moment_beside_a_writer_data() { add_stores(); }
    void reads_one_moment_beside_a_writer() {
        FAREBOX_BARE_STORE(store);
        const Lease reader = store->database().session().value();
        const Lease writer = store->database().session().value();
        QVERIFY(writer->run_script(Table).has_value());
        const auto reading = Transaction::begin(*reader, Purpose::Reading).value();
        QCOMPARE(count(*reader), 0);
        QVERIFY(writer->run("INSERT INTO t VALUES ('a', 1, NULL)").has_value());
        QCOMPARE(count(*reader), 0);
        QCOMPARE(count(*writer), 1);
    }

    void makes_the_closer_wait_for_those_who_share_data() { add_stores(); }
    void makes_the_closer_wait_for_those_who_share() {
        FAREBOX_BARE_STORE(store);
        if (engine == "sqlite") QSKIP("its writing transactions exclude each other");
        Database& database = store->database();
        const Lease one = database.session().value();
        const Lease two = database.session().value();
        std::atomic<bool> is_locked{false};
        std::thread closer;
        {
            auto first = Transaction::begin(*one).value();
            auto second = Transaction::begin(*two).value();
            QVERIFY(one->lock("periods", LockKind::Shared).has_value());
            QVERIFY(two->lock("periods", LockKind::Shared).has_value());
            closer = std::thread([&] {
                const Lease three = database.session().value();
                auto transaction = Transaction::begin(*three).value();
                is_locked = three->lock("periods", LockKind::Exclusive).has_value();
            });
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            QVERIFY(!is_locked);
        }
        closer.join();
        QVERIFY(is_locked);
    }

    void outlives_a_crash_of_the_server_data() { add_stores(); }
    void outlives_a_crash_of_the_server() {
        FAREBOX_BARE_STORE(store);
        if (engine == "sqlite") QSKIP("there is no server");
        Database& database = store->database();
        QVERIFY(database.session().value()->run_script(Table).has_value());
        {
            const Lease session = database.session().value();
            auto transaction = Transaction::begin(*session).value();
            QVERIFY(session->run("INSERT INTO t VALUES ('a', 1, NULL)").has_value());
            QVERIFY(shared_postgres()->crash_and_restart());
            QCOMPARE(session->run("SELECT 1").error().code, ErrorCode::Unavailable);
            QCOMPARE(transaction.commit().error().code, ErrorCode::Unavailable);
            const std::vector<std::vector<Value>> rows = {{std::string("b"), Value(), Value()}};
            QCOMPARE(session->insert_many("t", Columns, rows).error().code, ErrorCode::Unavailable);
            QCOMPARE(session->run_many("INSERT INTO t VALUES ($1, $2, $3)", rows).error().code,
                     ErrorCode::Unavailable);
        }
        QCOMPARE(count(*database.session().value()), 0);
    }
};

FAREBOX_TEST_CLASS(DatabaseTest)
#include "database_test.moc"
