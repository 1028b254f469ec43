#include "core/collector/web/gauges.h"

#include "core/collector/audit/audit_log.h"
#include "tests/core/collector/directory/rig.h"
#include "tests/core/collector/rollup_rows.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

const UtcNs Now = parse_utc("2026-06-10T12:00Z").value();
constexpr UtcNs Hour = 3'600 * NsPerSecond;

void add_device(Session& session, const std::string& device_id, const std::string& person_id, UtcNs heard_at) {
    QVERIFY(session.run("INSERT INTO devices (device_id, install_id, public_key, key_thumbprint,"
                        " hostname_hash, os, farebox_version, token_id, enrolled_at, person_id,"
                        " user_name, binding) VALUES ($1, $1, '{}', 't', 'h', 'linux', '1', 'x',"
                        " 1, $2, 'ada@acme.example', 'asserted')", {device_id, person_id}));
    QVERIFY(session.run("INSERT INTO device_epochs (device_id, epoch, ack_seq, highest_seq,"
                        " first_received_at, last_received_at, queued) VALUES ($1, 'e', 1, 1, 1, $2, 7)",
                        {device_id, heard_at}));
}

}  // namespace

class GaugesTest : public QObject {
    Q_OBJECT
private slots:
    void counts_devices_months_and_bytes_data() { add_stores(); }
    void counts_devices_months_and_bytes() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        add_device(*session, "d1", "p-ada", Now - Hour);
        add_device(*session, "d2", "", Now - 50 * Hour);
        add_device(*session, "d3", "p-bob", Now - 2 * Hour);
        QVERIFY(session->run("UPDATE devices SET revoked_at = 5 WHERE device_id = 'd3'"));
        QVERIFY(insert_rollup(*session, RollupRow()));
        QVERIFY(insert_rollup(*session, RollupRow{.posted_month = "2026-05", .day = "2026-05-02"}));
        QVERIFY(fill_months(*session));
        QVERIFY(session->run("INSERT INTO periods (month, state) VALUES ('2026-04', 'closed')"));
        QVERIFY(session->run("INSERT INTO raw_retention (id, raw_from, changed_at) VALUES (1, '2026-03', 1)"));
        {
            auto transaction = Transaction::begin(*session).value();
            QVERIFY(append_audit(*session, {.at = Now, .actor = "ada@acme.example", .action = "login.oidc"}));
            QVERIFY(transaction.commit());
        }
        const std::string text = to_prometheus(read_gauges(*session, Now));
        for (const char* line : {"farebox_database_up 1", "farebox_devices 2", "farebox_devices_seen_day 1",
                                 "farebox_devices_without_person 1", "farebox_queued_calls 14",
                                 "farebox_last_ingest_timestamp_seconds 1781089200", "farebox_audit_entries 1",
                                 "farebox_audit_timestamp_seconds 1781092800",
                                 "farebox_raw_calls_from_timestamp_seconds 1772323200",
                                 "farebox_oldest_open_month_timestamp_seconds 1777593600",
                                 "farebox_override_requests_open 0"}) {
            QVERIFY2(contains(text, "\n" + std::string(line) + "\n"), (line + ("\n" + text)).c_str());
        }
        QVERIFY(read_gauges(*session, Now)->database_bytes > 10'000);
        for (const char* private_word : {"ada", "d1", "p-bob", "{"}) QVERIFY(!contains(text, private_word));
    }

    void leaves_out_what_is_not_known() {
        const auto store = TestStore::make("sqlite");
        const Lease session = store->database().session().value();
        const std::string text = to_prometheus(read_gauges(*session, Now));
        QVERIFY(!contains(text, "last_ingest"));
        QVERIFY(!contains(text, "raw_calls_from"));
        QVERIFY(contains(text, "farebox_devices 0\n"));
        const std::string down = to_prometheus(Result<Gauges>(unavailable("gone")));
        QVERIFY(down.ends_with("farebox_database_up 0\n"));
        QVERIFY(!contains(down, "farebox_devices"));
    }
};

FAREBOX_TEST_CLASS(GaugesTest)
#include "gauges_test.moc"
