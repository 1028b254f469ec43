// Sums written a month at once are those that the same calls add up to when laptops send them.
#include "core/collector/store/rollup_months.h"

#include "tests/core/collector/store/calls_sample.h"
#include "tests/core/collector/stores.h"

using namespace farebox;
using namespace farebox::tests;

namespace {

constexpr std::int64_t Calls = 600;

std::vector<StoredCall> november(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::vector<StoredCall> calls;
    for (std::int64_t at = 0; at < Calls; ++at) {
        const UtcNs time = November + std::int64_t(random() % 29) * NsPerDay + at * NsPerSecond;
        calls.push_back(any_call(random, time, std::uint64_t(at)));
        calls.back().call.branch += at % 7 == 0 ? "/\"odd\\, {it}'s" : "";
    }
    std::ranges::sort(calls, {}, &StoredCall::day);
    for (std::size_t at = 0; at < calls.size(); ++at) calls[at].seq = std::int64_t(at) + 1;
    return calls;
}

/// Every table of sums, each row as text.
std::string all_sums(Session& session) {
    std::string text;
    for (const char* table : {"rollup", "rollup_components", "rollup_months"}) {
        std::vector<std::string> lines;
        const Rows rows = session.run(std::string("SELECT * FROM ") + table).value();
        for (const Row& row : rows) {
            std::string line = table;
            for (std::size_t at = 0; at < row.size(); ++at) line += "|" + row.text(at);
            lines.push_back(line);
        }
        std::ranges::sort(lines);
        for (const std::string& line : lines) text += line + "\n";
    }
    return text;
}

void send_calls(Database& database, std::vector<StoredCall> calls) {
    CallStore store(database);
    while (!calls.empty()) {
        const auto end = calls.begin() + std::min<std::ptrdiff_t>(100, std::ssize(calls));
        if (!store.append(batch_of({calls.begin(), end}, November + 40 * NsPerDay))) qFatal("not sent");
        calls.erase(calls.begin(), end);
    }
}

void write_at_once(Session& session, const std::vector<StoredCall>& calls) {
    auto transaction = Transaction::begin(session).value();
    MonthDelta months;
    for (auto at = calls.begin(); at != calls.end();) {
        RollupDelta rollup;
        ComponentDelta components;
        const std::string day = at->day;
        for (; at != calls.end() && at->day == day; ++at) {
            rollup.add(*at, "2026-11", +1);
            components.add(at->call, "2026-11", day, +1, at->calls);
        }
        months.add(rollup.changes());
        if (!rollup.insert(session) || !components.insert(session)) qFatal("not inserted");
    }
    if (!months.apply(session) || !transaction.commit()) qFatal("not committed");
}

}  // namespace

class RollupMonthsTest : public QObject {
    Q_OBJECT
private slots:
    void a_month_at_once_is_the_month_call_by_call_data() { add_stores(); }
    void a_month_at_once_is_the_month_call_by_call() {
        FAREBOX_STORE(sent);
        const auto filled = TestStore::make(engine);
        const std::vector<StoredCall> calls = november(7);
        send_calls(sent->database(), calls);
        const Lease session = filled->database().session().value();
        write_at_once(*session, calls);

        const std::string expected = all_sums(*sent->database().session().value());
        QVERIFY(expected.find("rollup_months|2026-11|ada|github.com/acme/payments") != expected.npos);
        QVERIFY(all_sums(*session) == expected);
        QCOMPARE(one_number(*session, "SELECT sum(calls) FROM rollup_months"),
                 one_number(*session, "SELECT sum(calls) FROM rollup"));
    }

    void both_engines_hold_the_same_sums() {
        if (!PostgresServer::why_not().empty()) QSKIP(PostgresServer::why_not().c_str());
        const auto sqlite = TestStore::make("sqlite");
        const auto postgres = TestStore::make("postgres");
        for (Database* database : {&sqlite->database(), &postgres->database()}) {
            send_calls(*database, november(11));
        }
        QVERIFY(all_sums(*sqlite->database().session().value()) ==
                all_sums(*postgres->database().session().value()));
    }

    void a_key_that_is_there_is_never_inserted_again_data() { add_stores(); }
    void a_key_that_is_there_is_never_inserted_again() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        RollupDelta rollup;
        rollup.add(call_at(November, 1, 1), "2026-11", +1);
        {
            auto transaction = Transaction::begin(*session).value();
            QVERIFY(rollup.apply(*session));
            QVERIFY(transaction.commit());
        }
        auto transaction = Transaction::begin(*session).value();
        QCOMPARE(rollup.insert(*session).error().code, ErrorCode::Conflict);
    }
};

FAREBOX_TEST_CLASS(RollupMonthsTest)
#include "rollup_months_test.moc"
