// Budgets and settings from the centre, seen from the front door: who may set which, what a
// workstation is told of them, and how it tells back.

#include "core/net/jwt.h"
#include "tests/core/collector/web/door.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

const Json Monthly = {{"name", "Payments"}, {"limit_usd", "100"}};

Answer put(Door& door, const std::string& target, const std::string& cookie, const Json& body) {
    return door.ask("PUT", target, farebox::to_text(body),
                    {{"Cookie", door.cookie_name() + "=" + cookie},
                     {"Content-Type", "application/json"},
                     {"Origin", door.config.public_url},
                     {"X-Farebox-Csrf", csrf_token_of(cookie)}});
}

Json with(Json body, const char* key, const Json& value) {
    body[key] = value;
    return body;
}

// Ada, of the team "pay".
void add_ada(Door& door) {
    const auto session = door.session();
    for (const char* row :
         {"INSERT INTO people (person_id, name, email, active, source, created_at, updated_at) "
          "VALUES ('p-ada', 'Ada', 'ada@acme.example', 1, 'test', 1, 1)",
          "INSERT INTO person_identity (kind, value, person_id, joins, recorded_at, superseded_at) "
          "VALUES ('email', 'ada@acme.example', 'p-ada', 1, 1, 9223372036854775807)",
          "INSERT INTO person_identity (kind, value, person_id, joins, recorded_at, superseded_at) "
          "VALUES ('person_id', 'p-ada', 'p-ada', 1, 1, 9223372036854775807)",
          "INSERT INTO person_team (person_id, team_id, valid_from, valid_to, recorded_at, "
          "superseded_at) VALUES ('p-ada', 'pay', '2020-01-01', '9999-12-31', 1, "
          "9223372036854775807)"}) {
        const auto done = session->run(row);
        if (!done) qFatal("%s", done.error().message.c_str());
    }
}

struct Laptop {
    net::SigningKey key = net::SigningKey::generate().value();
    std::string device_id;

    void enroll(Door& door, const std::string& admin) {
        const Answer token = door.post("/api/v1/tokens", admin, {{"label", "laptops"}});
        const Json body = {{"token", token.text("token")},   {"public_key", key.public_jwk()},
                           {"install_id", "i1"},             {"hostname_hash", "h"},
                           {"os", "linux"},                  {"farebox_version", "0.1.0"},
                           {"asserted_user", "ada@acme.example"}};
        device_id = door.ask("POST", "/v1/enroll", farebox::to_text(body),
                             {{"Content-Type", "application/json"}}).text("device_id");
    }
    Answer get_policy(Door& door, const std::string& etag = "") {
        const std::string proof = net::make_device_proof(key, device_id, door.config.public_url, "",
                                                         door.clock.now()).value();
        return door.ask("GET", "/v1/policy", "", {{"Authorization", proof}, {"If-None-Match", etag}});
    }
};

// A company with Ada, whose laptop is enrolled; the session of its administrator.
std::string admin_with_ada_and(Laptop& laptop, Door& door) {
    const std::string admin = door.sign_in("root", {{Role::PlatformAdmin, ""}});
    add_ada(door);
    laptop.enroll(door, admin);
    return admin;
}

}  // namespace

class BudgetsHandlersTest : public QObject {
    Q_OBJECT
private slots:
    void lets_each_role_set_its_own_budgets_data() { add_stores(); }
    void lets_each_role_set_its_own_budgets();
    void tells_a_workstation_its_signed_policy_once_data() { add_stores(); }
    void tells_a_workstation_its_signed_policy_once();
    void shares_a_budget_and_passes_an_approval_on_data() { add_stores(); }
    void shares_a_budget_and_passes_an_approval_on();
    void shows_the_fleet_as_it_reported_data() { add_stores(); }
    void shows_the_fleet_as_it_reported();
    void tells_whom_a_change_would_reach_and_changes_nothing_data() { add_stores(); }
    void tells_whom_a_change_would_reach_and_changes_nothing();
    void tells_which_settings_there_are_and_who_has_them_data() { add_stores(); }
    void tells_which_settings_there_are_and_who_has_them();
};

void BudgetsHandlersTest::lets_each_role_set_its_own_budgets() {
    QFETCH(QString, engine);
    Door door(engine);
    const std::string admin = door.sign_in("root", {{Role::PlatformAdmin, ""}});
    const std::string finance = door.sign_in("fin", {{Role::Finance, ""}});
    const std::string lead = door.sign_in("lee", {{Role::TeamLead, "pay"}});
    const std::string auditor = door.sign_in("aud", {{Role::Auditor, ""}});
    const Json for_team = with(Monthly, "team_id", "pay");
    QCOMPARE(put(door, "/api/v1/budgets/b1", lead, for_team).status(), 200);
    QCOMPARE(put(door, "/api/v1/budgets/b2", lead, with(Monthly, "team_id", "web")).status(), 403);
    QCOMPARE(put(door, "/api/v1/budgets/b3", finance, with(Monthly, "cost_centre_id", "c")).status(),
             200);
    QCOMPARE(put(door, "/api/v1/budgets/b1", finance, Monthly).status(), 403);
    QCOMPARE(put(door, "/api/v1/budgets/b4", auditor, Monthly).status(), 403);
    QCOMPARE(put(door, "/api/v1/budgets/b4", admin, with(Monthly, "limit_usd", "-1")).status(), 400);

    QCOMPARE(door.get("/api/v1/budgets", lead).body["budgets"].size(), std::size_t(1));
    const Json seen = door.get("/api/v1/budgets", auditor).body["budgets"];
    QCOMPARE(seen.size(), std::size_t(2));
    QCOMPARE(seen[0]["spent_nano"], Json(0));
    QCOMPARE(seen[0]["state"], Json("ok"));
    const auto session = door.session();
    QCOMPARE(session->run("SELECT count(*) FROM audit WHERE action = 'budget.set'").value()[0]
                 .integer(0), std::int64_t(2));
}

void BudgetsHandlersTest::tells_a_workstation_its_signed_policy_once() {
    QFETCH(QString, engine);
    Door door(engine);
    const std::string admin = door.sign_in("root", {{Role::PlatformAdmin, ""}});
    Laptop laptop;
    laptop.enroll(door, admin);
    QCOMPARE(put(door, "/api/v1/budgets/all", admin, Monthly).status(), 200);
    const Json settings = {{"enforced", {{"override.max_hours", 2}}}, {"reason", "quarter end"}};
    QCOMPARE(put(door, "/api/v1/policy", admin, settings).status(), 200);
    const Json evil = {{"enforced", {{"upstreams", Json::object()}}}, {"reason", "x"}};
    QCOMPARE(put(door, "/api/v1/policy", admin, evil).status(), 400);

    const Answer told = laptop.get_policy(door);
    QCOMPARE(told.status(), 200);
    const auto jwt = net::parse_jwt(told.response.body);
    QVERIFY(jwt.has_value());
    QVERIFY(jwt->verify(net::PublicKey::from_jwk(door.identity->policy_key.public_jwk()).value())
                .has_value());
    QCOMPARE(jwt->claims["enforced"]["override.max_hours"], Json(2));
    QCOMPARE(jwt->claims["enforced"]["budgets"][0]["name"], Json("Payments"));
    QCOMPARE(laptop.get_policy(door, told.header("ETag")).status(), 304);
    QCOMPARE(put(door, "/api/v1/budgets/all", admin, with(Monthly, "limit_usd", "9")).status(), 200);
    QCOMPARE(laptop.get_policy(door, told.header("ETag")).status(), 200);
}

void BudgetsHandlersTest::shares_a_budget_and_passes_an_approval_on() {
    QFETCH(QString, engine);
    Door door(engine);
    Laptop laptop;
    const std::string admin = admin_with_ada_and(laptop, door);
    QCOMPARE(put(door, "/api/v1/budgets/all", admin, Monthly).status(), 200);
    const auto ask = [&](std::int64_t spent) {
        return door.post_signed("/v1/shares", laptop.key, laptop.device_id,
                                {{"budgets", {{{"budget_id", "all"}, {"window_start", 0},
                                               {"spent", spent}}}}}).body["budgets"][0];
    };
    const Json first = ask(0);
    QVERIFY(find_int(first, "ceiling").value_or(0) > 0);
    const Answer asked = door.post_signed("/v1/override-requests", laptop.key, laptop.device_id,
                                          {{"budget_id", "all"}, {"reason", "release"}});
    QCOMPARE(asked.status(), 201);
    const std::string approve = "/api/v1/override-requests/" + asked.text("request_id") + "/approve";
    const std::string other = door.sign_in("wil", {{Role::TeamLead, "web"}});
    QCOMPARE(door.post(approve, other).status(), 403);
    const std::string lead = door.sign_in("lee", {{Role::TeamLead, "pay"}});
    QCOMPARE(door.post(approve, lead).text("state"), std::string("approved"));
    QCOMPARE(door.post(approve, lead).status(), 409);
    QVERIFY(find_int(ask(0), "overridden_until").value_or(0) > door.clock.now());
}

void BudgetsHandlersTest::shows_the_fleet_as_it_reported() {
    QFETCH(QString, engine);
    Door door(engine);
    const std::string admin = door.sign_in("root", {{Role::PlatformAdmin, ""}});
    Laptop laptop;
    laptop.enroll(door, admin);
    const Answer beat = door.post_signed("/v1/heartbeat", laptop.key, laptop.device_id,
                                         {{"queued", 3}, {"problems", {"disk full"}},
                                          {"policy_version", "v1"}, {"policy_installed_at", 77}});
    QCOMPARE(beat.status(), 200);
    QCOMPARE(beat.text("policy_etag"), laptop.get_policy(door).header("ETag"));
    const Json fleet = door.get("/api/v1/fleet", admin).body;
    QCOMPARE(fleet["totals"]["online"], Json(1));
    QCOMPARE(fleet["devices"][0]["queued"], Json(3));
    QCOMPARE(fleet["devices"][0]["policy_version"], Json("v1"));
    QCOMPARE(fleet["devices"][0]["policy_installed_at"], Json(77));
    // A change is named at once, not two minutes later.
    QCOMPARE(put(door, "/api/v1/budgets/all", admin, Monthly).status(), 200);
    const Answer next = door.post_signed("/v1/heartbeat", laptop.key, laptop.device_id, Json::object());
    QVERIFY(next.text("policy_etag") != beat.text("policy_etag"));
    QCOMPARE(next.text("policy_etag"), laptop.get_policy(door).header("ETag"));
    QCOMPARE(fleet["devices"][0]["problems"][0], Json("disk full"));
    QCOMPARE(door.get("/api/v1/fleet", "").status(), 401);
}

void BudgetsHandlersTest::tells_whom_a_change_would_reach_and_changes_nothing() {
    QFETCH(QString, engine);
    Door door(engine);
    Laptop laptop;
    const std::string admin = admin_with_ada_and(laptop, door);
    const auto reach = [&](const Json& body) {
        const Answer answer = put(door, "/api/v1/budgets/b1?dry_run=1", admin, body);
        return find_int(answer.body, "reaches_devices").value_or(-1);
    };
    QCOMPARE(reach(Monthly), std::int64_t(1));
    QCOMPARE(reach(with(Monthly, "team_id", "pay")), std::int64_t(1));
    QCOMPARE(reach(with(Monthly, "team_id", "web")), std::int64_t(0));
    QCOMPARE(reach(with(Monthly, "person_id", "p-ada")), std::int64_t(1));
    QCOMPARE(reach(with(Monthly, "cost_centre_id", "cc")), std::int64_t(0));
    const Answer bad = put(door, "/api/v1/budgets/b1?dry_run=1", admin, with(Monthly, "limit_usd", "x"));
    QCOMPARE(bad.status(), 400);
    QVERIFY(door.get("/api/v1/budgets", admin).body["budgets"].empty());

    QCOMPARE(put(door, "/api/v1/budgets/b1", admin, Monthly).status(), 200);
    const Answer end = door.ask("DELETE", "/api/v1/budgets/b1?dry_run=1", "",
                                {{"Cookie", door.cookie_name() + "=" + admin},
                                 {"Origin", door.config.public_url},
                                 {"X-Farebox-Csrf", csrf_token_of(admin)}});
    QCOMPARE(find_int(end.body, "reaches_devices").value_or(-1), std::int64_t(1));
    QCOMPARE(door.get("/api/v1/budgets", admin).body["budgets"].size(), std::size_t(1));
}

void BudgetsHandlersTest::tells_which_settings_there_are_and_who_has_them() {
    QFETCH(QString, engine);
    Door door(engine);
    const std::string admin = door.sign_in("root", {{Role::PlatformAdmin, ""}});
    const std::string lead = door.sign_in("lee", {{Role::TeamLead, "pay"}});
    Laptop laptop;
    laptop.enroll(door, admin);
    QVERIFY(laptop.get_policy(door).status() == 200);
    const Json wanted = {{"enforced", {{"override.max_hours", 9999}}}};
    const Answer refused = put(door, "/api/v1/policy?dry_run=1", admin, wanted);
    QCOMPARE(refused.status(), 400);
    QVERIFY(refused.response.body.find("override.max_hours") != std::string::npos);
    QCOMPARE(put(door, "/api/v1/policy?dry_run=1", admin, {{"enforced", {{"override.max_hours", 9}}}})
                 .status(), 200);

    const Json policy = door.get("/api/v1/policy", admin).body;
    QCOMPARE(policy["policy"]["version"], Json(0));
    QCOMPARE(policy["devices"]["behind_policy"], Json(1));
    std::vector<std::string> keys;
    for (const Json& key : policy["settings"]) keys.push_back(key["key"].get<std::string>());
    QVERIFY(std::ranges::find(keys, "override.max_hours") != keys.end());
    QVERIFY(std::ranges::find(keys, "listen.port") == keys.end());
    QVERIFY(std::ranges::find(keys, "budgets") == keys.end());
    // An auditor reads what is set and who set it; whoever neither sets nor examines it, does not.
    const std::string auditor = door.sign_in("aud", {{Role::Auditor, ""}});
    QCOMPARE(put(door, "/api/v1/policy", admin, {{"enforced", {{"override.max_hours", 9}}}, {"reason", "q4"}})
                 .status(), 200);
    const Json read = door.get("/api/v1/policy", auditor).body;
    QCOMPARE(read["history"][0]["created_by"], Json("root"));
    QCOMPARE(read["history"][0]["reason"], Json("q4"));
    QCOMPARE(read["devices"]["behind_policy"], Json(1));
    QCOMPARE(put(door, "/api/v1/policy?dry_run=1", auditor, wanted).status(), 403);
    QCOMPARE(door.get("/api/v1/policy", lead).status(), 403);
}

FAREBOX_TEST_CLASS(BudgetsHandlersTest)
#include "budgets_handlers_test.moc"
