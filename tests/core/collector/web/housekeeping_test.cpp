// What happens although nobody visits: old calls go by the rule that was set, and what is over is
// forgotten.
#include "core/collector/web/housekeeping.h"

#include "core/base/strings.h"
#include "core/collector/audit/audit_log.h"
#include "core/collector/auth/single_use.h"
#include "core/collector/auth/web_sessions.h"
#include "tests/core/collector/stores.h"
#include "tests/core/collector/store/calls_sample.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

/// Noon of 20 November 2026.
class NovemberClock final : public Clock {
public:
    UtcNs now() const override { return November + 19 * NsPerDay + NsPerDay / 2; }
    MonotonicNs monotonic() const override { return now(); }
};

struct House {
    explicit House(TestStore& store)
        : calls(store.database()), services{store.database(), clock, config, metrics} {
        services.calls = &calls;
    }
    /// "2026-06 2026-08", or the reason why not.
    std::string dropped() {
        const auto months = apply_retention(services);
        return months ? join(*months, " ") : months.error().message;
    }

    const NovemberClock clock;
    Config config;
    Metrics metrics;
    CallStore calls;
    Services services;
};

std::int64_t rows_in(Session& session, const std::string& table) {
    return session.run("SELECT count(*) FROM " + table).value()[0].integer(0);
}

}  // namespace

class HousekeepingTest : public QObject {
    Q_OBJECT
private slots:
    void drops_calls_of_months_that_are_old_and_closed_data() { add_stores(); }
    void drops_calls_of_months_that_are_old_and_closed() {
        FAREBOX_STORE(store);
        House house(*store);
        const UtcNs june = November - 150 * NsPerDay, august = November - 80 * NsPerDay;
        QVERIFY(house.calls.append(batch_of({call_at(june, 1, 1), call_at(august, 2, 2),
                                             call_at(November, 3, 3)})));
        const Lease session = store->database().session().value();
        QCOMPARE(house.dropped(), std::string());  // no limit was set
        house.config.raw_retention_months = 1;
        QCOMPARE(house.dropped(), std::string());  // no month is closed

        close_month(*session, "2026-06");
        close_month(*session, "2026-07");
        QCOMPARE(house.dropped(), std::string("2026-06"));
        QCOMPARE(rows_in(*session, "calls"), std::int64_t{2});
        QCOMPARE(house.dropped(), std::string());  // August waits for its closing
        close_month(*session, "2026-08");
        close_month(*session, "2026-09");
        close_month(*session, "2026-10");
        QCOMPARE(house.dropped(), std::string("2026-08"));
        QCOMPARE(rows_in(*session, "calls"), std::int64_t{1});
        QCOMPARE(session->run("SELECT sum(calls) FROM rollup").value()[0].integer(0), std::int64_t{3});

        const auto noted = read_audit(*session, {.action = "settings.retention"}).value();
        QCOMPARE(noted.size(), std::size_t{2});
        QCOMPARE(noted[0].before + " " + noted[0].after, std::string("2026-08 2026-10"));
        // What a crash left behind goes the next time, and is no news.
        QVERIFY(session->run("UPDATE raw_retention SET raw_from = '2026-12'"));
        QCOMPARE(house.dropped(), std::string("2026-11"));
        QCOMPARE(rows_in(*session, "audit"), std::int64_t{2});
    }

    void forgets_what_is_over_data() { add_stores(); }
    void forgets_what_is_over() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        const UtcNs now = November;
        QVERIFY(begin_session(*session, "ada", {}, now));
        QVERIFY(use_once(*session, "proof:1", now + 60 * NsPerSecond));
        QVERIFY(session->run("INSERT INTO login_flows (state_hash, nonce, verifier, return_to, expires_at) "
                             "VALUES ('s', 'n', 'v', '/', $1)", {now + 60 * NsPerSecond}));
        QVERIFY(forget_what_is_over(*session, now));
        for (const char* table : {"web_sessions", "used_once", "login_flows"}) {
            QCOMPARE(rows_in(*session, table), std::int64_t{1});
        }
        QVERIFY(forget_what_is_over(*session, now + 90 * NsPerDay));
        for (const char* table : {"web_sessions", "used_once", "login_flows"}) {
            QCOMPARE(rows_in(*session, table), std::int64_t{0});
        }
    }

    void its_thread_ends_at_once_when_it_waits() {
        const auto store = TestStore::make("sqlite");
        House house(*store);
        QElapsedTimer timer;
        timer.start();
        { const Housekeeping keeping(house.services); }
        QVERIFY(timer.elapsed() < 5'000);
    }
};

FAREBOX_TEST_CLASS(HousekeepingTest)
#include "housekeeping_test.moc"
