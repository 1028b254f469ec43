// Signing in, being known, and what a stranger cannot do.
#include "core/base/file_io.h"
#include "core/base/strings.h"
#include "core/base/url.h"
#include "core/collector/audit/audit_log.h"
#include "core/collector/web/identity.h"
#include "tests/core/collector/web/door.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

std::string query(const std::string& url, const std::string& name) {
    return percent_decode(between(url + "&", name + "=", "&").value_or(""));
}

// At the provider and back; the last answer.
Answer go_through_provider(Door& door, const std::string& return_to = "/") {
    const Answer start = door.get("/login/oidc?return_to=" + return_to, "");
    const std::string url = start.header("Location");
    door.idp.nonce = query(url, "nonce");
    const std::string name = door.cookie_name() + "-login";
    return door.ask("GET", "/login/oidc/callback?code=c&state=" + query(url, "state"), "",
                    {{"Cookie", name + "=" + start.cookie(name)}});
}

std::vector<std::string> actions(Door& door) {
    std::vector<std::string> names;
    const auto session = door.session();
    const std::vector<AuditEntry> entries = read_audit(*session, {}).value();
    for (const AuditEntry& entry : entries) names.insert(names.begin(), entry.action);
    return names;
}

}  // namespace

class LoginHandlersTest : public QObject {
    Q_OBJECT
private slots:
    void the_first_password_opens_only_its_change_data() { add_stores(); }
    void the_first_password_opens_only_its_change() {
        QFETCH(QString, engine);
        Door door(engine);
        const TempDir folder;
        door.config.data_dir = folder.path();
        const std::string password = make_first_admin(*door.session(), door.clock.now()).value().value();
        QVERIFY(save_file(first_password_file(door.config), password));

        QCOMPARE(door.post("/api/v1/login", "", {{"account", "admin"}, {"password", "no"}}).code(),
                 std::string("login_refused"));
        const Answer in = door.post("/api/v1/login", "", {{"account", "admin"}, {"password", password}});
        QCOMPARE(in.status(), 200);
        QCOMPARE(find_bool(in.body, "must_change_password"), std::optional<bool>(true));
        const std::string first = in.cookie("farebox");
        QCOMPARE(door.get("/api/v1/session", first).status(), 200);
        QCOMPARE(door.get("/api/v1/devices", first).status(), 403);

        const Answer changed = door.post("/api/v1/password", first,
                                         {{"old_password", password}, {"new_password", "four plain words"}});
        QCOMPARE(changed.status(), 200);
        QVERIFY(!file_exists(first_password_file(door.config)));
        const std::string second = changed.cookie("farebox");
        QCOMPARE(door.get("/api/v1/session", first).status(), 401);
        QCOMPARE(door.get("/api/v1/devices", second).status(), 200);

        const Answer me = door.get("/api/v1/session", second);
        QCOMPARE(me.text("account"), std::string("admin"));
        QCOMPARE(me.text("csrf_token"), csrf_token_of(second));
        QCOMPARE(to_text(me.body["roles"]), std::string("[\"finance\",\"platform_admin\"]"));
        QCOMPARE(door.post("/api/v1/logout", second).status(), 200);
        QCOMPARE(door.get("/api/v1/session", second).status(), 401);
        QCOMPARE(actions(door), (std::vector<std::string>{"login.failed", "login.password",
                                                          "password.change", "logout"}));
    }

    void without_its_entry_no_session_begins_data() { add_stores(); }
    void without_its_entry_no_session_begins() {
        QFETCH(QString, engine);
        Door door(engine);
        const std::string first = make_first_admin(*door.session(), door.clock.now()).value().value();
        const auto sessions = [&] {
            return door.session()->run("SELECT count(*) FROM web_sessions").value()[0].integer(0);
        };
        const Json ask = {{"account", "admin"}, {"password", first}};
        const std::string before = door.post("/api/v1/login", "", ask).cookie("farebox");
        QCOMPARE(sessions(), std::int64_t{1});
        QVERIFY(door.session()->run_script("ALTER TABLE audit RENAME TO audit_elsewhere"));

        const Answer refused = door.post("/api/v1/login", "", ask);
        QVERIFY(refused.status() >= 500);
        QVERIFY(refused.cookie("farebox").empty());
        QVERIFY(go_through_provider(door).cookie("farebox").empty());
        // A password that could not be changed on record is still the old one, and nobody is sent out.
        QVERIFY(door.post("/api/v1/password", before,
                          {{"old_password", first}, {"new_password", "four plain words"}}).status() >= 500);
        QCOMPARE(sessions(), std::int64_t{1});
        QCOMPARE(door.get("/api/v1/session", before).status(), 200);
    }

    void writes_need_the_pages_own_token_data() { add_stores(); }
    void writes_need_the_pages_own_token() {
        QFETCH(QString, engine);
        Door door(engine);
        const std::string cookie = door.sign_in("ada", {{Role::PlatformAdmin, ""}});
        const net::HttpHeaders with_cookie = {{"Cookie", "farebox=" + cookie},
                                              {"Content-Type", "application/json"}};
        const std::string body = "{\"label\":\"x\"}";
        QCOMPARE(door.ask("POST", "/api/v1/tokens", body, with_cookie).code(), std::string("csrf"));
        net::HttpHeaders wrong = with_cookie;
        wrong.emplace_back("X-Farebox-Csrf", csrf_token_of("other"));
        QCOMPARE(door.ask("POST", "/api/v1/tokens", body, wrong).code(), std::string("csrf"));
        net::HttpHeaders right = with_cookie;
        right.emplace_back("X-Farebox-Csrf", csrf_token_of(cookie));
        QCOMPARE(door.ask("POST", "/api/v1/tokens", body, right).status(), 201);
        // A form of another site cannot say that it is JSON.
        right[1].second = "text/plain";
        QCOMPARE(door.ask("POST", "/api/v1/tokens", body, right).status(), 400);
        // Nor can it log somebody in as somebody else.
        QCOMPARE(door.ask("POST", "/api/v1/login", "{\"account\":\"ada\",\"password\":\"x\"}",
                          {{"Content-Type", "application/json"}, {"Origin", "https://evil.example"}}).code(),
                 std::string("csrf"));
    }

    void wrong_passwords_from_one_address_are_slowed_down() {
        Door door("sqlite");
        Answer last;
        int asked = 0;
        // Of accounts that do not exist, so that no account's own delay is in play.
        for (; asked < 100; ++asked) {
            last = door.post("/api/v1/login", "", {{"account", "u" + std::to_string(asked)}, {"password", "x"}});
            if (last.status() == 429) break;
            QCOMPARE(last.code(), std::string("login_refused"));
        }
        QCOMPARE(asked, 30);
        QVERIFY(!last.header("Retry-After").empty());
        door.clock.advance(61 * NsPerSecond);
        QCOMPARE(door.post("/api/v1/login", "", {{"account", "u"}, {"password", "x"}}).code(),
                 std::string("login_refused"));
    }

    void signs_in_at_the_provider_with_the_roles_of_groups_data() { add_stores(); }
    void signs_in_at_the_provider_with_the_roles_of_groups() {
        QFETCH(QString, engine);
        Door door(engine, "https://farebox.acme.example");
        door.idp.claims["groups"] = {"finops", "leads"};
        const Answer back = go_through_provider(door, "%2Fspend%3Ffrom%3D2026-04");
        QCOMPARE(back.status(), 302);
        QCOMPARE(back.header("Location"), std::string("/spend?from=2026-04"));
        QCOMPARE(back.cookie("__Host-farebox-login"), std::string());
        const Answer me = door.get("/api/v1/session", back.cookie("__Host-farebox"));
        QCOMPARE(me.text("account"), std::string("ada@acme.example"));
        QCOMPARE(to_text(me.body["roles"]), std::string("[\"developer\",\"team_lead\",\"finance\"]"));
        QCOMPARE(to_text(me.body["teams"]), std::string("[\"pay\"]"));
        // Without TLS's cookie name nobody is known.
        QCOMPARE(door.ask("GET", "/api/v1/session", "",
                          {{"Cookie", "farebox=" + back.cookie("__Host-farebox")}}).status(), 401);
    }

    void leads_back_to_the_login_when_the_provider_says_no() {
        Door door("sqlite");
        door.idp.claims["aud"] = "another client";
        QCOMPARE(go_through_provider(door).header("Location"), std::string("/login?error=login_refused"));
        QCOMPARE(door.get("/login/oidc/callback?code=c&state=made-up", "").header("Location"),
                 std::string("/login?error=login_expired"));
        door.idp.is_down = true;
        Door other("sqlite");
        other.idp.is_down = true;
        QCOMPARE(other.get("/login/oidc", "").header("Location"), std::string("/login?error=unavailable"));
        // A page elsewhere is no place to return to.
        door.idp.is_down = false;
        door.idp.claims = Json::object();
        QCOMPARE(go_through_provider(door, "https%3A%2F%2Fevil.example").header("Location"), std::string("/"));
        QCOMPARE(go_through_provider(door, "%2F%2Fevil.example").header("Location"), std::string("/"));
    }

    void a_disabled_account_stays_out_data() { add_stores(); }
    void a_disabled_account_stays_out() {
        QFETCH(QString, engine);
        Door door(engine);
        const std::string admin = door.sign_in("root", {{Role::PlatformAdmin, ""}});
        const std::string cookie = go_through_provider(door).cookie("farebox");
        QCOMPARE(door.get("/api/v1/session", cookie).status(), 200);
        QCOMPARE(door.post("/api/v1/accounts/ada%40acme.example/disable", admin).status(), 200);
        QCOMPARE(door.get("/api/v1/session", cookie).status(), 401);
        QCOMPARE(go_through_provider(door).header("Location"), std::string("/login?error=account_disabled"));
        QCOMPARE(door.post("/api/v1/accounts/ada%40acme.example/enable", admin).status(), 200);
        QVERIFY(!go_through_provider(door).cookie("farebox").empty());
    }

    void administrators_make_accounts_and_never_change_their_own_data() { add_stores(); }
    void administrators_make_accounts_and_never_change_their_own() {
        QFETCH(QString, engine);
        Door door(engine);
        const std::string admin = door.sign_in("root", {{Role::PlatformAdmin, ""}});
        const Answer made =
            door.post("/api/v1/accounts", admin, {{"account", "fin"}, {"roles", {"finance"}}});
        QCOMPARE(made.status(), 201);
        QCOMPARE(door.post("/api/v1/login", "", {{"account", "fin"}, {"password", made.text("password")}}).status(), 200);
        QCOMPARE(door.post("/api/v1/accounts", admin, {{"account", "x"}, {"roles", {"boss"}}}).status(), 400);
        QCOMPARE(door.post("/api/v1/accounts", admin, {{"account", "fin"}, {"roles", {"finance"}}}).status(), 409);
        const Answer roles =
            door.post("/api/v1/accounts/fin/roles", admin, {{"roles", {"auditor", "team_lead:pay"}}});
        QCOMPARE(to_text(roles.body["roles"]), std::string("[\"auditor\",\"team_lead:pay\"]"));
        const Answer reset = door.post("/api/v1/accounts/fin/reset", admin);
        QVERIFY(!reset.text("password").empty());
        for (const char* what : {"roles", "reset", "disable"}) {
            const Json body = what == std::string("roles") ? Json({{"roles", Json::array()}}) : Json::object();
            QCOMPARE(door.post(std::string("/api/v1/accounts/root/") + what, admin, body).status(), 409);
        }
        QCOMPARE(door.get("/api/v1/accounts", admin).body["accounts"].size(), std::size_t{2});
    }

    void a_name_is_revealed_to_auditors_and_on_record_data() { add_stores(); }
    void a_name_is_revealed_to_auditors_and_on_record() {
        QFETCH(QString, engine);
        Door door(engine);
        QVERIFY(door.session()->run("INSERT INTO people (person_id, name, active, source, created_at, updated_at) "
                                    "VALUES ('p-ada', 'Ada', 1, 'test', 1, 1)"));
        const std::string pseudonym = door.identity->pseudonyms.of("p-ada");
        const Json ask = {{"pseudonym", pseudonym}, {"reason", "audit 12"}};
        const std::string finance = door.sign_in("fin", {{Role::Finance, ""}});
        const std::string auditor = door.sign_in("aud", {{Role::Auditor, ""}});
        QCOMPARE(door.post("/api/v1/names/reveal", finance, ask).status(), 403);
        QCOMPARE(door.post("/api/v1/names/reveal", auditor, {{"pseudonym", pseudonym}}).status(), 400);
        const Answer told = door.post("/api/v1/names/reveal", auditor, ask);
        QCOMPARE(told.text("name"), std::string("Ada"));
        const auto session = door.session();
        const auto entries = read_audit(*session, {.action = "name."}).value();
        QCOMPARE(entries.size(), std::size_t{1});
        QCOMPARE(entries[0].actor, std::string("aud"));
        QCOMPARE(entries[0].reason, std::string("audit 12"));
        QCOMPARE(entries[0].ip, std::string("192.0.2.7"));
    }
};

FAREBOX_TEST_CLASS(LoginHandlersTest)
#include "login_handlers_test.moc"
