// What the fleet page shows of devices that report, fell silent, never spoke, or were revoked.

#include "core/collector/policy/fleet.h"

#include "core/collector/policy/documents.h"
#include "tests/core/collector/stores.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

constexpr UtcNs Now = 1'795'318'200 * NsPerSecond;
constexpr UtcNs Hour = 3600 * NsPerSecond;

void enrol(Session& session, const std::string& device_id, const std::string& user,
           bool is_revoked = false) {
    const auto done = session.run(
        "INSERT INTO devices (device_id, install_id, public_key, key_thumbprint, hostname_hash, "
        "os, farebox_version, token_id, enrolled_at, person_id, user_name, binding, revoked_at) "
        "VALUES ($1, $1, '{}', '', '', 'linux', '0.9', 't', 5, '', $2, '', $3)",
        {device_id, user, is_revoked ? Value(Now) : Value()});
    if (!done) qFatal("%s", done.error().message.c_str());
}

void report(Session& session, const std::string& device_id, UtcNs at, const Json& body) {
    const auto status = parse_heartbeat(body, device_id, at);
    if (!status || !save_status(session, *status)) qFatal("cannot report");
}

}  // namespace

class FleetTest : public QObject {
    Q_OBJECT
private slots:
    void counts_each_device_once_by_its_state_data() { add_stores(); }
    void counts_each_device_once_by_its_state();
    void finds_devices_by_state_and_words_data() { add_stores(); }
    void finds_devices_by_state_and_words();
    void keeps_what_a_heartbeat_says_data() { add_stores(); }
    void keeps_what_a_heartbeat_says();
    void is_behind_until_the_settings_in_force_are_acknowledged_data() { add_stores(); }
    void is_behind_until_the_settings_in_force_are_acknowledged();
    void refuses_a_heartbeat_without_end();
};

void FleetTest::counts_each_device_once_by_its_state() {
    FAREBOX_STORE(store);
    const auto session = store->database().session();
    for (const char* id : {"a", "b", "c"}) enrol(**session, id, "ada");
    enrol(**session, "d", "eve", /*is_revoked=*/true);
    report(**session, "a", Now, {{"policy_version", "v2"}});
    report(**session, "b", Now - Hour, {{"policy_version", "v1"}, {"problems", {"disk full"}}});
    QVERIFY(note_policy_told(**session, "a", "v2", Now).has_value());
    QVERIFY(note_policy_told(**session, "b", "v2", Now).has_value());
    const auto page = list_fleet(**session, {}, Now);
    QVERIFY2(page.has_value(), page ? "" : page.error().message.c_str());
    QCOMPARE(page->totals, (Json{{"devices", 4}, {"online", 1}, {"offline", 1}, {"never", 1},
                                 {"revoked", 1}, {"behind_policy", 1}, {"with_policy", 1},
                                 {"with_problems", 1}}));
    QCOMPARE(page->row_count, std::int64_t(4));
    QCOMPARE(page->rows[0].device_id, std::string("a"));
    QCOMPARE(page->rows[0].state, std::string("online"));
}

void FleetTest::finds_devices_by_state_and_words() {
    FAREBOX_STORE(store);
    const auto session = store->database().session();
    enrol(**session, "a", "Ada@acme.example");
    enrol(**session, "b", "eve");
    report(**session, "b", Now, Json::object());
    const auto found = list_fleet(**session, {"", "ADA@", 10, 0}, Now);
    QCOMPARE(found->row_count, std::int64_t(1));
    QCOMPARE(found->rows[0].device_id, std::string("a"));
    QVERIFY(!found->rows[0].last_seen_at && !found->rows[0].queued);
    QCOMPARE(list_fleet(**session, {"online", "", 10, 0}, Now)->rows[0].device_id,
             std::string("b"));
    QVERIFY(list_fleet(**session, {"", "", 1, 5}, Now)->rows.empty());
    // Found by a name, a pseudonym would be none.
    QVERIFY(list_fleet(**session, {"", "ada@", 10, 0, false}, Now)->rows.empty());
    QCOMPARE(list_fleet(**session, {"", "b", 10, 0, false}, Now)->row_count, std::int64_t(1));
}

void FleetTest::keeps_what_a_heartbeat_says() {
    FAREBOX_STORE(store);
    const auto session = store->database().session();
    enrol(**session, "a", "ada");
    report(**session, "a", Now,
           {{"farebox_version", "1.2"}, {"queued", 7}, {"sent_at", Now - 1500 * NsPerMs},
            {"agents", {{{"agent", "codex"}, {"wiring", "drifted"}}}}});
    const FleetRow row = list_fleet(**session, {}, Now)->rows[0];
    QCOMPARE(row.farebox_version, std::string("1.2"));
    QCOMPARE(row.queued.value_or(0), std::int64_t(7));
    QCOMPARE(row.clock_skew_ms.value_or(0), std::int64_t(-1500));
    QCOMPARE(row.report["agents"][0]["wiring"], Json("drifted"));
    report(**session, "a", Now + 1, {{"queued", 0}});
    QCOMPARE(list_fleet(**session, {}, Now)->rows[0].queued.value_or(9), std::int64_t(0));
}

void FleetTest::is_behind_until_the_settings_in_force_are_acknowledged() {
    FAREBOX_STORE(store);
    const auto session = store->database().session();
    enrol(**session, "a", "ada");
    report(**session, "a", Now, {{"policy_version", "v1"}, {"policy_installed_at", Now}});
    QVERIFY(note_policy_told(**session, "a", "v1", Now).has_value());
    const auto is_behind = [&] { return list_fleet(**session, {}, Now)->rows[0].is_behind; };
    QVERIFY(!is_behind());

    PolicySettings settings{.created_at = Now + Hour, .created_by = "root", .reason = "quarter end"};
    settings.enforced = {{"override.max_hours", 2}};
    QVERIFY(save_settings(**session, settings).has_value());
    QVERIFY(is_behind());
    QCOMPARE(list_fleet(**session, {"behind", "", 10, 0}, Now)->row_count, std::int64_t(1));

    QVERIFY(note_policy_told(**session, "a", "v2", Now + 2 * Hour).has_value());
    QVERIFY2(is_behind(), "it was told, and has not said that it took it");
    report(**session, "a", Now + 2 * Hour, {{"policy_version", "v2"}});
    QVERIFY(!is_behind());

    settings.created_at = Now + 3 * Hour;
    QVERIFY(save_settings(**session, settings).has_value());
    QVERIFY2(!is_behind(), "a version that repeats the one before is nothing to fetch");
    QCOMPARE(settings_since(**session).value(), Now + Hour);
}

void FleetTest::refuses_a_heartbeat_without_end() {
    QVERIFY(!parse_heartbeat(Json::array(), "a", Now));
    const auto large = parse_heartbeat({{"x", std::string(70'000, 'x')}}, "a", Now);
    QVERIFY(!large && large.error().code == ErrorCode::TooLarge);
}

FAREBOX_TEST_CLASS(FleetTest)
#include "fleet_test.moc"
