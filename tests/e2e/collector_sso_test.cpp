// Signing in at a real identity provider (npm oidc-provider): on the collector's pages, and on a
// laptop by loopback redirect and by device code, each bound with a device's proof.

#include "core/base/base64.h"
#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/net/device_proof.h"
#include "core/net/sha256.h"
#include "core/sync/http_client.h"
#include "tests/e2e/support/loopback.h"
#include "tests/e2e/support/rig.h"
#include "tests/e2e/support/sso_company.h"

using namespace farebox;
using namespace farebox::e2e;
using sync::format_form;

namespace {

// An enrolled laptop, by what goes over the wire.
struct Laptop {
    explicit Laptop(const SsoCompany& company) : at(company) {
        const Json body = {{"token", at.token}, {"public_key", key.public_jwk()}, {"install_id", key.thumbprint()}};
        const auto answer = at.ask("POST", at.url("/v1/enroll"), {{"Content-Type", "application/json"}}, to_text(body));
        device_id = text(json_of(answer), "device_id");
        client_id = text(json_of(at.ask("GET", at.url("/v1/login"))), "client_id");
    }
    net::WebAnswer bind(const std::string& id_token, const std::string& nonce_secret) const {
        const std::string body = to_text({{"id_token", id_token}, {"nonce_secret", nonce_secret}});
        const auto proof = net::make_device_proof(key, device_id, at.url(""), body, SystemClock().now());
        return at.ask("POST", at.url("/v1/bind"), {{"Authorization", *proof}, {"Content-Type", "application/json"}}, body);
    }

    const SsoCompany& at;
    net::SigningKey key = net::SigningKey::generate().value();
    std::string device_id;
    std::string client_id;
};

}  // namespace

class CollectorSsoTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        if (!SsoCompany::is_installed()) {
            QSKIP("the identity provider is not installed: npm is missing or did not answer");
        }
        company = std::make_unique<SsoCompany>();
        QVERIFY2(company->issuer.starts_with("http://127.0.0.1:"), "the provider did not start");
        QVERIFY2(company->token.starts_with("farebox-enroll_"), company->token.c_str());
        QVERIFY2(!company->endpoint("token_endpoint").empty(), to_text(company->endpoints).c_str());
    }
    void cleanupTestCase() { company.reset(); }

    void signs_in_on_the_pages_data() {
        QTest::addColumn<std::string>("account");
        QTest::addColumn<std::string>("roles");
        QTest::addColumn<std::string>("teams");
        QTest::newRow("developer") << std::string("ada") << std::string("[\"developer\"]") << std::string("[]");
        QTest::newRow("finance") << std::string("fin") << std::string("[\"developer\",\"finance\"]") << std::string("[]");
        QTest::newRow("lead") << std::string("lead") << std::string("[\"developer\",\"team_lead\"]")
                              << std::string("[\"payments\"]");
    }
    void signs_in_on_the_pages() {
        QFETCH(std::string, account);
        QFETCH(std::string, roles);
        QFETCH(std::string, teams);
        Browser browser;
        browser.open(company->url("/login/oidc?return_to=%2Fapi%2Fv1%2Fsession"), company->issuer);
        QVERIFY2(browser.location.starts_with(company->endpoint("authorization_endpoint")),
                 browser.location.c_str());
        const auto answer = browser.open(browser.location + "&login_hint=" + account);
        QVERIFY2(answer.status == 200, answer.body.c_str());
        const Json session = json_of(answer);
        QCOMPARE(text(session, "account"), account + "@acme.example");
        QCOMPARE(to_text(session["roles"]), roles);
        QCOMPARE(to_text(session["teams"]), teams);
    }

    void a_code_is_good_for_one_browser_and_once() {
        Browser victim;
        victim.open(company->url("/login/oidc"), company->issuer);
        victim.open(victim.location, company->url("/login/oidc/callback"));
        const std::string callback = victim.location;
        QVERIFY(!query_value(callback, "code").empty());
        QCOMPARE(query_value(callback, "iss"), company->issuer);
        Browser other;
        other.open(callback, "/login");
        QCOMPARE(other.location, std::string("/login?error=login_expired"));
        victim.open(callback, "/");
        QCOMPARE(victim.location, std::string("/"));
        victim.open(callback, "/");
        QCOMPARE(victim.location, std::string("/login?error=login_expired"));
    }

    void a_laptop_logs_in_by_loopback_redirect() {
        const Laptop laptop(*company);
        QVERIFY(!laptop.device_id.empty());
        const std::string redirect = format("http://127.0.0.1:{}/farebox-login", free_port());
        const std::string verifier = base64url_encode(net::random_bytes(32));
        const std::string secret = base64url_encode(net::random_bytes(16));
        Browser browser;
        browser.open(company->endpoint("authorization_endpoint") + "?" +
                         format_form({{"response_type", "code"}, {"client_id", laptop.client_id},
                                  {"redirect_uri", redirect}, {"scope", "openid profile email"},
                                  {"state", "s"}, {"nonce", net::login_nonce(laptop.device_id, secret)},
                                  {"code_challenge", base64url_encode(net::sha256(verifier))},
                                  {"code_challenge_method", "S256"}}),
                     redirect);
        QVERIFY2(browser.location.starts_with(redirect + "?"), browser.location.c_str());
        const auto answer = company->post_form(company->endpoint("token_endpoint"),
                                               {{"grant_type", "authorization_code"},
                                                {"client_id", laptop.client_id},
                                                {"code", query_value(browser.location, "code")},
                                                {"redirect_uri", redirect},
                                                {"code_verifier", verifier}});
        const std::string id_token = text(json_of(answer), "id_token");
        QVERIFY2(!id_token.empty(), answer.body.c_str());
        // Caught on its way, it binds no other device.
        const Laptop other(*company);
        QCOMPARE(other.bind(id_token, "guess").status, 403);
        const auto bound = laptop.bind(id_token, secret);
        QVERIFY2(bound.status == 200, bound.body.c_str());
        QCOMPARE(text(json_of(bound), "user_name"), std::string("ada@acme.example"));
        QCOMPARE(laptop.bind(id_token, secret).status, 403);
    }

    void a_laptop_without_a_browser_logs_in_by_code() {
        const Laptop laptop(*company);
        const Json start = json_of(company->post_form(company->endpoint("device_authorization_endpoint"),
                                                   {{"client_id", laptop.client_id}, {"scope", "openid profile email"}}));
        const auto poll = [&] {
            return json_of(company->post_form(company->endpoint("token_endpoint"),
                                           {{"grant_type", "urn:ietf:params:oauth:grant-type:device_code"},
                                            {"client_id", laptop.client_id},
                                            {"device_code", text(start, "device_code")}}));
        };
        QCOMPARE(text(poll(), "error"), std::string("authorization_pending"));

        QCOMPARE(company->enter_code(text(start, "verification_uri"), text(start, "user_code")),
                 std::string("done"));

        const std::string id_token = text(poll(), "id_token");
        QVERIFY(!id_token.empty());
        const auto bound = laptop.bind(id_token, "");
        QVERIFY2(bound.status == 200, bound.body.c_str());
        QCOMPARE(text(json_of(bound), "user_name"), std::string("ada@acme.example"));
    }

private:
    std::unique_ptr<SsoCompany> company;
};

FAREBOX_TEST_CLASS(CollectorSsoTest)
#include "collector_sso_test.moc"
