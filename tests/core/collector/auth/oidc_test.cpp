#include "core/collector/auth/oidc.h"

#include "core/base/base64.h"
#include "core/base/strings.h"
#include "core/base/url.h"
#include "core/collector/auth/group_roles.h"
#include "core/net/jwt.h"
#include "core/net/sha256.h"
#include "tests/core/collector/fake_provider.h"
#include "tests/core/collector/stores.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

const std::string Callback = "https://farebox.acme.example/login/oidc/callback";

// A login on its way: what the browser and the provider know of it.
struct Login {
    explicit Login(Database& database)
        : session(database.session().value()),
          client(options(), idp.fetch(), clock) {
        start = client.begin(*session, Callback, "/spend?from=2026-04").value();
        idp.nonce = query(start.authorize_url, "nonce");
    }
    static OidcOptions options() {
        OidcOptions options{.issuer = FakeProvider::Issuer, .client_id = "farebox web", .client_secret = "s:1"};
        options.laptop_client_id = "farebox-laptop";
        options.group_roles = parse_group_roles({"finops=finance", "cn=leads,dc=acme=team_lead:pay"}).value();
        return options;
    }
    static std::string query(const std::string& url, const std::string& name) {
        return percent_decode(between(url + "&", name + "=", "&").value_or(""));
    }
    OidcClient::Callback callback() const { return {start.state, start.state, "the-code", "", ""}; }
    // "" when admitted.
    std::string finish(const OidcClient::Callback& with) {
        auto answer = client.finish(*session, with, Callback);
        if (const auto* refused = std::get_if<Refused>(&answer)) return refused->code;
        done = std::get<OidcDone>(std::move(answer));
        return "";
    }

    Lease session;
    FakeClock clock;
    FakeProvider idp{clock};
    OidcClient client;
    OidcStart start;
    OidcDone done;
};

}  // namespace

class OidcTest : public QObject {
    Q_OBJECT
private slots:
    void signs_in_with_code_and_pkce_data() { add_stores(); }
    void signs_in_with_code_and_pkce() {
        FAREBOX_STORE(store);
        Login login(store->database());
        const std::string& url = login.start.authorize_url;
        QVERIFY(url.starts_with(std::string(FakeProvider::Issuer) + "/auth?"));
        QCOMPARE(Login::query(url, "response_type"), std::string("code"));
        QCOMPARE(Login::query(url, "client_id"), std::string("farebox web"));
        QCOMPARE(Login::query(url, "redirect_uri"), Callback);
        QCOMPARE(Login::query(url, "code_challenge_method"), std::string("S256"));
        QCOMPARE(Login::query(url, "state"), login.start.state);
        QVERIFY(url.find("s%3A1") == std::string::npos && url.find("s:1") == std::string::npos);

        login.idp.claims["groups"] = {"finops", "others", "cn=leads,dc=acme"};
        QCOMPARE(login.finish(login.callback()), std::string());
        QCOMPARE(login.done.who.subject, std::string("sub-1"));
        QCOMPARE(login.done.who.email, std::string("ada@acme.example"));
        QCOMPARE(login.done.return_to, std::string("/spend?from=2026-04"));
        QCOMPARE(login.done.roles, (std::vector<RoleGrant>{{Role::Developer, ""}, {Role::Finance, ""},
                                                           {Role::TeamLead, "pay"}}));
        // What the provider was sent: the verifier of the challenge, and the secret in the header.
        const std::string& form = login.idp.token_request.body;
        QCOMPARE(base64url_encode(net::sha256(Login::query("&" + form, "code_verifier"))),
                 Login::query(url, "code_challenge"));
        QCOMPARE(Login::query("&" + form, "code"), std::string("the-code"));
        QVERIFY(form.find("client_secret") == std::string::npos);
        QCOMPARE(login.idp.authorization(), std::string("Basic ") + base64_encode("farebox%20web:s%3A1"));
    }

    void a_login_is_finished_once_by_who_began_it_data() { add_stores(); }
    void a_login_is_finished_once_by_who_began_it() {
        FAREBOX_STORE(store);
        {
            Login login(store->database());
            auto stolen = login.callback();
            stolen.cookie_state = "";
            QCOMPARE(login.finish(stolen), std::string("login_expired"));
            stolen.cookie_state = "another";
            QCOMPARE(login.finish(stolen), std::string("login_expired"));
            QCOMPARE(login.finish({"", "", "the-code", "", ""}), std::string("login_expired"));
            QCOMPARE(login.finish({"made-up", "made-up", "the-code", "", ""}), std::string("login_expired"));
            QCOMPARE(login.finish(login.callback()), std::string());
            QCOMPARE(login.finish(login.callback()), std::string("login_expired"));
        }
        Login slow(store->database());
        slow.clock.advance(601 * NsPerSecond);
        QCOMPARE(slow.finish(slow.callback()), std::string("login_expired"));
    }

    void refuses_what_the_provider_did_not_mean_data() {
        QTest::addColumn<QString>("what");
        for (const char* what : {"error", "other issuer parameter", "code refused", "iss", "iss slash", "aud",
                                 "aud list without azp", "azp", "expired", "no exp", "nbf", "iat", "nonce",
                                 "no nonce", "no sub", "tampered", "alg none", "alg HS256", "other key",
                                 "key for encryption", "no token"}) {
            QTest::newRow(what) << what;
        }
    }
    void refuses_what_the_provider_did_not_mean() {
        QFETCH(QString, what);
        const auto store = TestStore::make("sqlite");
        Login login(store->database());
        auto with = login.callback();
        FakeProvider& idp = login.idp;
        const std::int64_t now = login.clock.now() / NsPerSecond;
        if (what == "error") with.error = "access_denied";
        if (what == "other issuer parameter") with.issuer = "https://evil.example";
        if (what == "code refused") idp.token_status = 400;
        if (what == "iss") idp.claims["iss"] = "https://evil.example";
        if (what == "iss slash") idp.claims["iss"] = std::string(FakeProvider::Issuer) + "/";
        if (what == "aud") idp.claims["aud"] = "another client";
        if (what == "aud list without azp") idp.claims["aud"] = {"farebox web", "another"};
        if (what == "azp") idp.claims["azp"] = "another";
        if (what == "expired") idp.claims["exp"] = now - 61;
        if (what == "no exp") idp.claims["exp"] = nullptr;
        if (what == "nbf") idp.claims["nbf"] = now + 61;
        if (what == "iat") idp.claims["iat"] = now + 61;
        if (what == "nonce") idp.nonce = "another";
        if (what == "no nonce") idp.nonce = "";
        if (what == "no sub") idp.claims["sub"] = nullptr;
        if (what == "tampered") idp.tamper = true;
        if (what == "alg none" || what == "alg HS256") idp.algorithm = what.mid(4).toStdString();
        if (what == "other key") idp.sign_with_another_key = true;
        if (what == "key for encryption") idp.key_use = "enc";
        if (what == "no token") idp.leave_out_token = true;
        const std::string code = login.finish(with);
        QCOMPARE(code, std::string(what == "key for encryption" ? "unavailable" : "login_refused"));
    }

    void several_audiences_with_azp_and_small_skews_are_fine_data() { add_stores(); }
    void several_audiences_with_azp_and_small_skews_are_fine() {
        FAREBOX_STORE(store);
        Login login(store->database());
        const std::int64_t now = login.clock.now() / NsPerSecond;
        login.idp.claims["aud"] = {"another", "farebox web"};
        login.idp.claims["azp"] = "farebox web";
        login.idp.claims["exp"] = now - 59;
        login.idp.claims["iat"] = now + 59;
        login.idp.claims["nbf"] = now + 59;
        login.idp.claims["email_verified"] = false;
        QCOMPARE(login.finish(login.callback()), std::string());
        // An address that the provider did not check names nobody.
        QCOMPARE(login.done.who.email, std::string());
    }

    void a_new_key_is_asked_for_and_guesses_are_not_data() { add_stores(); }
    void a_new_key_is_asked_for_and_guesses_are_not() {
        FAREBOX_STORE(store);
        Login login(store->database());
        QCOMPARE(login.finish(login.callback()), std::string());
        QCOMPARE(login.idp.key_requests, 1);

        const auto again = [&] {
            login.start = login.client.begin(*login.session, Callback, "/").value();
            login.idp.nonce = Login::query(login.start.authorize_url, "nonce");
            return login.finish(login.callback());
        };
        QCOMPARE(again(), std::string());
        QCOMPARE(login.idp.key_requests, 1);
        login.clock.advance(61 * NsPerSecond);
        login.idp.rotate_key("key-2");
        QCOMPARE(again(), std::string());
        QCOMPARE(login.idp.key_requests, 2);
        // Made-up key ids lead to one request a minute.
        login.idp.token_key_id = "made-up";
        for (int i = 0; i < 5; ++i) QCOMPARE(again(), std::string("login_refused"));
        QCOMPARE(login.idp.key_requests, 2);
        login.clock.advance(61 * NsPerSecond);
        for (int i = 0; i < 5; ++i) QCOMPARE(again(), std::string("login_refused"));
        QCOMPARE(login.idp.key_requests, 3);
    }

    void an_outage_is_not_a_refusal_data() { add_stores(); }
    void an_outage_is_not_a_refusal() {
        FAREBOX_STORE(store);
        Login login(store->database());
        QCOMPARE(login.finish(login.callback()), std::string());
        login.start = login.client.begin(*login.session, Callback, "/").value();
        login.idp.token_status = 502;
        QCOMPARE(login.finish(login.callback()), std::string("unavailable"));
        // Keys and endpoints of an hour ago do while the provider is down.
        login.clock.advance(2 * 3600 * NsPerSecond);
        login.idp.is_down = true;
        QVERIFY(login.client.begin(*login.session, Callback, "/"));
        login.idp.is_down = false;
        login.idp.discovered_issuer = "https://evil.example";
        QVERIFY(!login.client.begin(*login.session, Callback, "/"));
    }

    void laptops_prove_a_login_once_data() { add_stores(); }
    void laptops_prove_a_login_once() {
        FAREBOX_STORE(store);
        Login login(store->database());
        const auto admit = [&](const std::string& token, const std::string& nonce) {
            const auto answer = login.client.admit_laptop_token(*login.session, token, nonce);
            const auto* refused = std::get_if<Refused>(&answer);
            return refused ? refused->code : std::get<OidcIdentity>(answer).subject;
        };
        login.idp.claims["aud"] = "farebox-laptop";
        login.idp.nonce = "n-1";
        const std::string token = login.idp.id_token();
        QCOMPARE(admit(token, "n-2"), std::string("login_refused"));
        QCOMPARE(admit(token, "n-1"), std::string("sub-1"));
        QCOMPARE(admit(token, "n-1"), std::string("login_refused"));
        // The device flow has no nonce.
        login.idp.nonce = "";
        QCOMPARE(admit(login.idp.id_token(), "n-3"), std::string("sub-1"));
        // A token for the web pages is none for laptops, and an old one is none at all.
        login.idp.claims["aud"] = "farebox web";
        QCOMPARE(admit(login.idp.id_token(), ""), std::string("login_refused"));
        login.idp.claims["aud"] = "farebox-laptop";
        login.idp.claims["iat"] = login.clock.now() / NsPerSecond - 700;
        QCOMPARE(admit(login.idp.id_token(), ""), std::string("login_refused"));
        QCOMPARE(admit("not a token", ""), std::string("login_refused"));
    }

    void leads_back_to_its_own_pages_alone() {
        for (const char* path : {"/", "/spend?a=b", "/a/b#c"}) QVERIFY(is_own_path(path));
        for (const char* path : {"", "spend", "//evil.example", "/\\evil.example", "https://evil.example",
                                 "/a\r\nSet-Cookie: x", "/a\\b"}) {
            QVERIFY(!is_own_path(path));
        }
    }

    void groups_are_read_as_written() {
        QVERIFY(!parse_group_roles({"finops"}));
        QVERIFY(!parse_group_roles({"=finance"}));
        QVERIFY(!parse_group_roles({"finops=boss"}));
        const auto mapping = parse_group_roles({"a=finance", "a=auditor"}).value();
        const std::vector<RoleGrant> both = {{Role::Developer, ""}, {Role::Finance, ""}, {Role::Auditor, ""}};
        QCOMPARE(roles_of_groups({{"g", {"a", "a", 3}}}, "g", mapping), both);
        QCOMPARE(roles_of_groups({{"g", "a"}}, "g", mapping), both);
        QCOMPARE(roles_of_groups({{"groups", "a"}}, "g", mapping).size(), std::size_t{1});
        QCOMPARE(roles_of_groups({{"g", "A"}}, "g", mapping).size(), std::size_t{1});
    }
};

FAREBOX_TEST_CLASS(OidcTest)
#include "oidc_test.moc"
