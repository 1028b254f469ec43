// The chargeback routes through the front door: who gets which figures of the same company.
#include "core/collector/web/spend_json.h"

#include "tests/core/collector/rollup_rows.h"
#include "tests/core/collector/web/door.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

void fill(Door& door) {
    const Lease session = door.session();
    RollupRow two{.developer_id = "bob", .repo = "github.com/acme/shop", .list_cost_nano = 900};
    if (!insert_rollup(*session, RollupRow()) || !insert_rollup(*session, two)) qFatal("no rows");
    if (!fill_months(*session)) qFatal("no months");
}

/// As the server sends it.
std::string read_file(const Answer& answer) {
    std::string file;
    for (std::string piece = answer.response.stream().value(); !piece.empty();
         piece = answer.response.stream().value()) {
        file += piece;
    }
    return file;
}

const std::string April = "/api/v1/spend?from=2026-04&to=2026-04";

}  // namespace

class ChargebackHandlersTest : public QObject {
    Q_OBJECT
private slots:
    void shows_finance_all_under_pseudonyms() {
        Door door("sqlite");
        fill(door);
        door.config.min_group_size = 1;
        const std::string finance = door.sign_in("fin", {{Role::Finance, ""}});
        const Answer answer = door.get(April + "&group_by=developer", finance);
        QCOMPARE(answer.status(), 200);
        QCOMPARE(answer.body["total"]["list_cost_nano"].get<std::int64_t>(), 1000);
        QCOMPARE(answer.body["rows"].size(), std::size_t(2));
        QVERIFY(answer.body["rows"][0]["developer"].get<std::string>().starts_with("dev-"));
        QVERIFY(answer.body["rows"][0]["contracted_cost_nano"].is_null());
        door.config.min_group_size = 5;
        const Answer folded = door.get(April + "&group_by=developer", finance);
        QCOMPARE(folded.body["rows"].size(), std::size_t(1));
        QCOMPARE(folded.body["rows"][0]["people"].get<int>(), 2);
        const Answer named = door.get(April + "&developer=bob", finance);
        QCOMPARE(named.body["total"]["calls"].get<int>(), 0);
    }

    void shows_an_administrator_no_amounts() {
        Door door("sqlite");
        fill(door);
        const std::string admin = door.sign_in("ops", {{Role::PlatformAdmin, ""}});
        QCOMPARE(door.get(April, admin).status(), 403);
        QCOMPARE(door.get("/api/v1/exports/focus.csv?month=2026-04", admin).status(), 403);
        const Answer coverage = door.get("/api/v1/coverage?from=2026-04", admin);
        QCOMPARE(coverage.status(), 200);
        QCOMPARE(coverage.body["total"]["calls"].get<int>(), 2);
        QVERIFY(coverage.body["total"]["list_cost_nano"].is_null());
    }

    void lets_nobody_in_without_a_session() {
        Door door("sqlite");
        for (const char* path : {"/api/v1/spend", "/api/v1/spend.csv", "/api/v1/trend",
                                 "/api/v1/calls", "/api/v1/periods", "/api/v1/coverage",
                                 "/api/v1/exports/focus.csv"}) {
            QCOMPARE(door.get(path, "").status(), 401);
        }
    }

    void closes_a_month_for_finance_alone_and_writes_it_down() {
        Door door("sqlite");
        fill(door);
        const std::string finance = door.sign_in("fin", {{Role::Finance, ""}});
        const std::string auditor = door.sign_in("aud", {{Role::Auditor, ""}});
        const std::string month = "/api/v1/periods/2026-04/";
        QCOMPARE(door.post(month + "provisional", auditor).status(), 403);
        QCOMPARE(door.post(month + "close", finance).status(), 409);
        QCOMPARE(door.post(month + "provisional", finance).status(), 200);
        const Answer closed = door.post(month + "close", finance, {{"note", "signed"}});
        QCOMPARE(closed.status(), 200);
        QCOMPARE(closed.body["state"].get<std::string>(), std::string("closed"));
        const Lease session = door.session();
        const Rows noted = session->run("SELECT action FROM audit WHERE object = '2026-04' "
                                        "ORDER BY sequence").value();
        QCOMPARE(noted.size(), std::size_t(2));
        QCOMPARE(noted[1].text(0), std::string("period.close"));
    }

    void tells_finance_whose_device_is_late_under_a_pseudonym_data() { add_stores(); }
    void tells_finance_whose_device_is_late_under_a_pseudonym() {
        QFETCH(QString, engine);
        Door door(engine);
        fill(door);
        QVERIFY(door.session()->run(
            "INSERT INTO devices (device_id, install_id, person_id, user_name, public_key, "
            "key_thumbprint, os, farebox_version, hostname_hash, token_id, enrolled_at, binding) "
            "VALUES ('d-1', 'i-1', 'p-ada', 'ada', 'k', 'k', 'linux', '1', 'h', 't', 1, '')"));
        const auto who_is_late = [&](const std::string& cookie, const std::string& page) {
            const Json body = door.get(page, cookie).body;
            const Json& part = page == "/api/v1/periods" ? body["periods"][0] : body;
            return part["completeness"]["late_devices"][0]["person_id"].get<std::string>();
        };
        const std::string finance = door.sign_in("fin", {{Role::Finance, ""}});
        const std::string admin = door.sign_in("ops", {{Role::PlatformAdmin, ""}});
        const std::string pseudonym = door.identity->pseudonyms.of("p-ada");
        QCOMPARE(who_is_late(finance, "/api/v1/periods"), pseudonym);
        QCOMPARE(who_is_late(finance, "/api/v1/coverage?from=2026-04"), pseudonym);
        QCOMPARE(who_is_late(admin, "/api/v1/coverage?from=2026-04"), std::string("p-ada"));
        door.config.names_visible = true;
        QCOMPARE(who_is_late(finance, "/api/v1/periods"), std::string("p-ada"));
    }

    void lists_two_hundred_late_devices_and_counts_all() {
        Door door("sqlite");
        fill(door);
        for (int i = 0; i < 230; ++i) {
            const std::string id = "d-" + std::to_string(i);
            QVERIFY(door.session()->run(
                "INSERT INTO devices (device_id, install_id, person_id, user_name, public_key, "
                "key_thumbprint, os, farebox_version, hostname_hash, token_id, enrolled_at, binding) "
                "VALUES ($1, $1, '', '', $1, $1, 'linux', '1', $1, 't', 1, '')", {id}));
        }
        const std::string finance = door.sign_in("fin", {{Role::Finance, ""}, {Role::PlatformAdmin, ""}});
        const Json periods = door.get("/api/v1/periods", finance).body;
        const Json coverage = door.get("/api/v1/coverage?from=2026-04", finance).body;
        for (const Json& one : {periods["periods"][0]["completeness"], coverage["completeness"]}) {
            QCOMPARE(one["late_devices"].size(), std::size_t(200));
            QCOMPARE(one["late_device_count"].get<int>(), 230);
        }
        QCOMPARE(coverage["offline_devices"].size(), std::size_t(200));
        QCOMPARE(coverage["offline_device_count"].get<int>(), 230);
    }

    void gives_files_to_those_who_read_all_spend() {
        Door door("sqlite");
        fill(door);
        const std::string finance = door.sign_in("fin", {{Role::Finance, ""}});
        const Answer csv = door.get("/api/v1/spend.csv?from=2026-04&group_by=repo", finance);
        QVERIFY(read_file(csv).starts_with("repo,people,calls,"));
        const Answer focus = door.get("/api/v1/exports/focus.csv?month=2026-04", finance);
        const std::string file = read_file(focus);
        QVERIFY(file.starts_with("BilledCost,BillingAccountId,"));
        const Answer manifest = door.get("/api/v1/exports/manifest.json?month=2026-04", finance);
        QCOMPARE(manifest.body["sha256"].get<std::string>(), net::sha256_hex(file));
        QCOMPARE(manifest.body["bytes"].get<std::size_t>(), file.size());
        QCOMPARE(manifest.body["focus_version"].get<std::string>(), std::string("1.2"));
        QCOMPARE(door.get("/api/v1/spend?group_by=planet", finance).status(), 400);
        QCOMPARE(door.get("/api/v1/calls/none", finance).status(), 404);
    }
};

FAREBOX_TEST_CLASS(ChargebackHandlersTest)
#include "chargeback_handlers_test.moc"
