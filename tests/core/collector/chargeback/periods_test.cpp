#include "core/collector/chargeback/periods.h"

#include "core/collector/chargeback/completeness.h"
#include "core/collector/chargeback/coverage.h"
#include "tests/core/collector/rollup_rows.h"
#include "tests/core/collector/stores.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

/// 2026-05-03T00:00:00Z
const UtcNs InMay = parse_utc("2026-05-03").value();
const UtcNs EndOfApril = parse_utc("2026-05-01").value();

SignOff sign(std::string month, std::string note = "") {
    return {std::move(month), "fin@acme.example", std::move(note), InMay, {}};
}

void add_device(Session& session, const std::string& id, Value complete_through) {
    const auto device = session.run(
        "INSERT INTO devices (device_id, install_id, public_key, key_thumbprint, hostname_hash, os, "
        "farebox_version, token_id, enrolled_at, person_id, user_name, binding) VALUES "
        "($1, $1, 'k', 'k', 'h', 'linux', '1', 't', 1000, 'p-ada', 'ada', 'asserted')",
        {id});
    const auto epoch = session.run(
        "INSERT INTO device_epochs (device_id, epoch, ack_seq, highest_seq, first_received_at, "
        "last_received_at, queued, complete_through) VALUES ($1, 'e', 5, 5, 1, 2, 3, $2)",
        {id, complete_through});
    if (!device || !epoch) qFatal("no device");
}

}  // namespace

class PeriodsTest : public QObject {
    Q_OBJECT
private slots:
    void goes_from_open_over_provisional_to_closed_data() { add_stores(); }
    void goes_from_open_over_provisional_to_closed() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        QVERIFY(insert_rollup(*session, RollupRow()));
        QVERIFY(fill_months(*session));
        QCOMPARE(close_period(*session, sign("2026-04")).error().code, ErrorCode::Conflict);
        QCOMPARE(mark_provisional(*session, sign("2026-04")).value().state, PeriodState::Provisional);
        const Period closed = close_period(*session, sign("2026-04")).value();
        QCOMPARE(closed.state, PeriodState::Closed);
        QCOMPARE(closed.closed_by, std::string("fin@acme.example"));
        QVERIFY(*closed.closed_at >= InMay);
        QCOMPARE(closed.totals.list_cost_nano.total, 100);
        for (const auto& again : {close_period(*session, sign("2026-04")),
                                  mark_provisional(*session, sign("2026-04"))}) {
            QCOMPARE(again.error().code, ErrorCode::Conflict);
            QCOMPARE(again.error().message, std::string("2026-04 is closed: nothing opens or closes it again"));
        }
        const auto periods = list_periods(*session, InMay).value();
        QCOMPARE(periods.size(), std::size_t(2));
        QCOMPARE(periods[0].month, std::string("2026-05"));
        QCOMPARE(periods[1].state, PeriodState::Closed);
        QCOMPARE(periods[1].totals.calls, 1);
    }

    void refuses_a_month_that_has_not_ended_or_is_none() {
        const auto store = TestStore::make("sqlite");
        const Lease session = store->database().session().value();
        QCOMPARE(mark_provisional(*session, sign("2026-05")).error().code, ErrorCode::Conflict);
        QCOMPARE(mark_provisional(*session, sign("May")).error().code, ErrorCode::Invalid);
    }

    void closes_months_in_order() {
        const auto store = TestStore::make("sqlite");
        const Lease session = store->database().session().value();
        QVERIFY(insert_rollup(*session, {.posted_month = "2026-03", .day = "2026-03-09"}));
        QVERIFY(mark_provisional(*session, sign("2026-04")).has_value());
        const auto refused = close_period(*session, sign("2026-04"));
        QCOMPARE(refused.error().code, ErrorCode::Conflict);
        QVERIFY(refused.error().message.find("2026-03") != std::string::npos);
    }

    void wants_a_word_about_late_devices_data() { add_stores(); }
    void wants_a_word_about_late_devices() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        add_device(*session, "done", EndOfApril);
        add_device(*session, "early", EndOfApril - 1);
        add_device(*session, "silent", Value());
        add_device(*session, "gap", EndOfApril + 9);
        QVERIFY(session->run("INSERT INTO received_ranges VALUES ('gap', 'e', 7, 9)").has_value());
        QVERIFY(mark_provisional(*session, sign("2026-04")).has_value());
        QCOMPARE(close_period(*session, sign("2026-04")).error().code, ErrorCode::Invalid);
        const Period closed = close_period(*session, sign("2026-04", "two on leave")).value();
        QCOMPARE(closed.completeness.devices_known, 4);
        QCOMPARE(closed.completeness.devices_complete, 1);
        const Period kept = list_periods(*session, InMay).value().back();
        QVERIFY(kept.completeness == closed.completeness);
        QCOMPARE(kept.completeness.late_devices.size(), std::size_t(3));
        QCOMPARE(kept.note, std::string("two on leave"));
    }

    void names_what_keeps_the_table_from_being_whole_data() { add_stores(); }
    void names_what_keeps_the_table_from_being_whole() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        add_device(*session, "silent", Value());
        QVERIFY(session->run("UPDATE device_epochs SET clock_offset_ns = $1", {90 * NsPerSecond})
                    .has_value());
        QVERIFY(session->run("INSERT INTO discarded_calls VALUES ('silent', 'e', 'disk_full', 4)")
                    .has_value());
        QVERIFY(insert_rollup(*session, RollupRow()));
        QVERIFY(insert_rollup(*session, {.developer_id = "", .repo = "", .branch = "",
                                         .price_status = "unpriced",
                                         .list_cost_nano = std::nullopt,
                                         .more = {{"unpriced_calls", 1}}}));
        const Coverage found = coverage(*session, "2026-04", "2026-04", InMay).value();
        QCOMPARE(found.calls, 2);
        std::map<std::string, std::int64_t> reasons;
        for (const auto& one : found.unattributed) reasons[one.reason] = one.calls;
        QCOMPARE(reasons.at("developer_not_in_directory"), 1);
        QCOMPARE(reasons.at("developer_unknown"), 1);
        QCOMPARE(reasons.at("repo_unknown"), 1);
        QCOMPARE(found.unpriced.size(), std::size_t(1));
        QCOMPARE(found.unpriced[0].model, std::string("opus"));
        QCOMPARE(found.offline_devices.size(), std::size_t(1));
        QCOMPARE(found.clock_problems[0].offset_ms, 90'000);
        QCOMPARE(found.discarded[0].second, 4);
    }
};

FAREBOX_TEST_CLASS(PeriodsTest)
#include "periods_test.moc"
