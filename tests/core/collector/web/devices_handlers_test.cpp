// A laptop's way in: token, key, proofs, the person's login, and out again.
#include "core/collector/audit/audit_log.h"
#include "core/collector/auth/devices.h"
#include "tests/core/collector/web/door.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

struct Laptop {
    net::SigningKey key = net::SigningKey::generate().value();
    std::string device_id;

    Answer enroll(Door& door, const std::string& token, const std::string& user = "") {
        const Json body = {{"token", token},
                           {"public_key", key.public_jwk()},
                           {"install_id", "i1"},
                           {"hostname_hash", "h"},
                           {"os", "linux"},
                           {"farebox_version", "0.1.0"},
                           {"asserted_user", user}};
        Answer answer = door.ask("POST", "/v1/enroll", to_text(body), {{"Content-Type", "application/json"}});
        if (answer.status() == 200) device_id = answer.text("device_id");
        return answer;
    }
    Answer bind(Door& door, const std::string& id_token, const std::string& secret) {
        return door.post_signed("/v1/bind", key, device_id,
                                {{"id_token", id_token}, {"nonce_secret", secret}});
    }
};

void add_ada(Door& door) {
    const auto session = door.session();
    (void)session->run("INSERT INTO people (person_id, name, email, active, source, created_at, updated_at) "
                       "VALUES ('p-ada', 'Ada', 'ada@acme.example', 1, 'test', 1, 1)");
    (void)session->run("INSERT INTO person_identity (kind, value, person_id, joins, recorded_at, superseded_at) "
                       "VALUES ('email', 'ada@acme.example', 'p-ada', 1, 1, 9223372036854775807)");
}

}  // namespace

class DevicesHandlersTest : public QObject {
    Q_OBJECT
private slots:
    void a_laptop_enrols_binds_and_is_revoked_data() { add_stores(); }
    void a_laptop_enrols_binds_and_is_revoked() {
        QFETCH(QString, engine);
        Door door(engine);
        add_ada(door);
        const std::string admin = door.sign_in("root", {{Role::PlatformAdmin, ""}});
        const Answer token = door.post("/api/v1/tokens", admin, {{"label", "laptops"}, {"max_uses", 5}});
        QCOMPARE(token.status(), 201);

        Laptop laptop;
        const Answer enrolled = laptop.enroll(door, token.text("token"), "ada@acme.example");
        QCOMPARE(enrolled.status(), 200);
        QCOMPARE(to_text(enrolled.body["policy_key"]), to_text(door.identity->policy_key.public_jwk()));
        QCOMPARE(find_int(enrolled.body, "server_time"), std::optional<std::int64_t>(door.clock.now()));

        const Answer info = door.get("/v1/login", "");
        QCOMPARE(info.text("client_id"), std::string("farebox-laptop"));
        door.idp.claims["aud"] = "farebox-laptop";
        door.idp.nonce = net::login_nonce(laptop.device_id, "secret");
        const std::string id_token = door.idp.id_token();
        QCOMPARE(laptop.bind(door, id_token, "another").code(), std::string("login_refused"));
        const Answer bound = laptop.bind(door, id_token, "secret");
        QCOMPARE(bound.text("person_id"), std::string("p-ada"));
        QCOMPARE(laptop.bind(door, id_token, "secret").code(), std::string("login_refused"));

        const std::string finance = door.sign_in("fin", {{Role::Finance, ""}});
        QCOMPARE(door.get("/api/v1/fleet?search=ada", admin).body["row_count"], Json(1));
        QCOMPARE(door.get("/api/v1/fleet?search=ada", finance).body["row_count"], Json(0));

        const std::string path = "/api/v1/devices/" + laptop.device_id;
        QCOMPARE(door.get(path, admin).text("binding"), std::string("verified"));
        QCOMPARE(door.post(path + "/revoke", admin, {{"reason", "stolen"}}).text("revoked_by"), std::string("root"));
        QCOMPARE(laptop.bind(door, id_token, "secret").code(), std::string("device_revoked"));
        QCOMPARE(laptop.enroll(door, token.text("token")).code(), std::string("device_revoked"));
        QVERIFY(door.post(path + "/restore", admin).body["revoked_at"].is_null());
        QCOMPARE(laptop.enroll(door, token.text("token")).status(), 200);
        const auto entries = [&](const char* action) {
            const auto session = door.session();
            return read_audit(*session, {.action = action, .object = laptop.device_id}).value();
        };
        QCOMPARE(entries("device.revoke").at(0).reason, std::string("stolen"));
        QCOMPARE(entries("device.restore").at(0).actor, std::string("root"));
        QCOMPARE(door.post("/api/v1/devices/none/revoke", admin, {{"reason", "x"}}).status(), 404);
    }

    void a_proof_is_for_one_request_and_one_time_data() { add_stores(); }
    void a_proof_is_for_one_request_and_one_time() {
        QFETCH(QString, engine);
        Door door(engine);
        Laptop laptop;
        const auto token = make_token(*door.session(), {.label = "t"}, door.clock.now()).value();
        (void)laptop.enroll(door, token.text);
        const auto proof = [&] {
            return net::make_device_proof(laptop.key, laptop.device_id, "http://127.0.0.1:7780", "{}",
                                          door.clock.now()).value();
        };
        const auto ask = [&](const std::string& authorization, const std::string& body) {
            return door.ask("POST", "/v1/bind", body,
                            {{"Authorization", authorization}, {"Content-Type", "application/json"}});
        };
        // 400 comes from the handler: the proof was good.
        const std::string once = proof();
        QCOMPARE(ask(once, "{}").status(), 400);
        QCOMPARE(ask(once, "{}").code(), std::string("proof_replayed"));
        QCOMPARE(ask(proof(), "{} ").code(), std::string("proof_refused"));
        const std::string late = proof();
        door.clock.advance(300 * NsPerSecond);
        const Answer expired = ask(late, "{}");
        QCOMPARE(expired.code(), std::string("proof_expired"));
        QCOMPARE(find_int(expired.body["error"], "server_time"), std::optional<std::int64_t>(door.clock.now()));
        // A person's session is no device's proof.
        const std::string admin = door.sign_in("root", {{Role::PlatformAdmin, ""}});
        QCOMPARE(door.post("/v1/bind", admin).code(), std::string("proof_malformed"));
    }

    void wrong_tokens_from_one_address_are_slowed_down() {
        Door door("sqlite");
        Laptop laptop;
        int asked = 0;
        for (; asked < 200; ++asked) {
            if (laptop.enroll(door, "farebox-enroll_guess").status() == 429) break;
        }
        QCOMPARE(asked, 60);
        const auto token = make_token(*door.session(), {.label = "t"}, door.clock.now()).value();
        QCOMPARE(laptop.enroll(door, token.text).status(), 429);
        door.clock.advance(61 * NsPerSecond);
        QCOMPARE(laptop.enroll(door, token.text).status(), 200);
    }

    void people_are_pseudonyms_to_all_but_administrators_data() { add_stores(); }
    void people_are_pseudonyms_to_all_but_administrators() {
        QFETCH(QString, engine);
        Door door(engine);
        add_ada(door);
        const auto token = make_token(*door.session(), {.label = "t"}, door.clock.now()).value();
        Laptop laptop;
        (void)laptop.enroll(door, token.text, "ada@acme.example");
        const std::string path = "/api/v1/devices/" + laptop.device_id;
        const Answer to_admin = door.get(path, door.sign_in("root", {{Role::PlatformAdmin, ""}}));
        QCOMPARE(to_admin.text("user_name"), std::string("ada@acme.example"));
        for (const Role role : {Role::Finance, Role::Auditor}) {
            const Answer answer = door.get(path, door.sign_in(std::string(to_text(role)), {{role, ""}}));
            QCOMPARE(answer.text("person_id"), door.identity->pseudonyms.of("p-ada"));
            QVERIFY(answer.body["user_name"].is_null());
        }
        door.config.names_visible = true;
        QCOMPARE(door.get(path, door.sign_in("fin2", {{Role::Finance, ""}})).text("person_id"),
                 std::string("p-ada"));
    }

    void tokens_are_listed_without_their_text_and_closed_data() { add_stores(); }
    void tokens_are_listed_without_their_text_and_closed() {
        QFETCH(QString, engine);
        Door door(engine);
        const std::string admin = door.sign_in("root", {{Role::PlatformAdmin, ""}});
        const Answer made = door.post("/api/v1/tokens", admin, {{"kind", "scim"}, {"label", "idp"}});
        const Answer list = door.get("/api/v1/tokens", admin);
        QCOMPARE(list.body["tokens"].size(), std::size_t{1});
        QVERIFY(list.response.body.find(made.text("token")) == std::string::npos);
        QCOMPARE(door.post("/api/v1/tokens/" + made.text("token_id") + "/revoke", admin).status(), 200);
        QCOMPARE(find_string(door.get("/api/v1/tokens", admin).body["tokens"][0], "closed"),
                 std::optional<std::string>("revoked"));
        QCOMPARE(door.post("/api/v1/tokens", admin, {{"kind", "other"}, {"label", "x"}}).status(), 400);
        QCOMPARE(door.post("/api/v1/tokens", admin, {{"lable", "x"}}).status(), 400);
    }
};

FAREBOX_TEST_CLASS(DevicesHandlersTest)
#include "devices_handlers_test.moc"
