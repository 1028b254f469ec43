// Signing in at a real identity provider (npm oidc-provider): on the collector's pages, and on a
// laptop by loopback redirect and by device code, each bound with a device's proof.

#include "core/base/base64.h"
#include "core/base/file_io.h"
#include "core/base/format.h"
#include "core/base/json.h"
#include "core/base/strings.h"
#include "core/base/url.h"
#include "core/collector/auth/fetch.h"
#include "core/net/device_proof.h"
#include "core/net/sha256.h"
#include "core/net/web/client.h"
#include "tests/e2e/support/child.h"
#include "tests/e2e/support/loopback.h"
#include "tests/support/suite.h"

#include <QStandardPaths>

using namespace farebox;
using namespace farebox::e2e;
using collector::form_of;

namespace {

const net::WebClient Client{net::WebClientOptions{}};

std::string query(const std::string& url, const std::string& name) {
    const std::string parameters = "&" + url.substr(url.find('?') + 1) + "&";
    return percent_decode(between(parameters, "&" + name + "=", "&").value_or(""));
}

Json json(const net::WebAnswer& answer) { return parse_json(answer.body).value_or(Json()); }
std::string text(const Json& object, const char* name) { return find_string(object, name).value_or(""); }

std::string without_blanks(std::string url) {
    for (auto at = url.find(' '); at != std::string::npos; at = url.find(' ')) url.replace(at, 1, "%20");
    return url;
}

// Cookies by host and port, and a way through redirects: what a browser is to a login.
class Browser {
public:
    /// The answer that leads nowhere, or the first whose Location begins with `stop`.
    net::WebAnswer open(std::string url, const std::string& stop = "\n", const std::string& form = "") {
        std::string body = form;
        for (int hops = 0; hops < 12; ++hops) {
            const std::string host = parse_url(url).value().authority();
            net::WebAnswer answer = ask(url, host, body);
            body.clear();
            keep_cookies(answer, host);
            // cpp-httplib undoes percent escapes in the values of headers.
            location = without_blanks(answer.header("Location"));
            if (location.empty() || location.starts_with(stop)) return answer;
            url = location.starts_with("/") ? "http://" + host + location : location;
        }
        return {};
    }

    std::string location;

private:
    net::WebAnswer ask(const std::string& url, const std::string& host, const std::string& form) {
        net::HttpHeaders headers;
        std::string cookies;
        for (const auto& [name, value] : jars_[host]) cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
        if (!cookies.empty()) headers.emplace_back("Cookie", cookies);
        if (!form.empty()) headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
        const auto answer = Client.ask(form.empty() ? "GET" : "POST", url, headers, form);
        if (!answer) qWarning("%s", answer.error().message.c_str());
        return answer.value_or(net::WebAnswer{});
    }
    void keep_cookies(const net::WebAnswer& answer, const std::string& host) {
        for (const auto& [name, value] : answer.headers) {
            if (!equals_ignore_case(name, "Set-Cookie")) continue;
            const std::string pair = value.substr(0, value.find(';'));
            const auto equals = pair.find('=');
            jars_[host][pair.substr(0, equals)] = pair.substr(equals + 1);
        }
    }
    std::map<std::string, std::map<std::string, std::string>> jars_;
};

// The provider and a collector that trusts it, both as processes.
class Company {
public:
    Company() : port_(free_port()) {
        const std::string node = QStandardPaths::findExecutable("node").toStdString();
        Environment environment = clean_environment(folder_.path());
        provider_ = std::make_unique<Child>(
            Argv{node, std::string(FAREBOX_SOURCE_DIR) + "/tests/e2e/identity_provider/provider.mjs",
                 FAREBOX_IDENTITY_PROVIDER_DIR, url("/login/oidc/callback")},
            environment, folder_.path());
        std::string said;
        wait_until([&] { return contains(said += provider_->read_out(), "\n"); }, std::chrono::seconds(20));
        issuer = said.substr(0, said.find('\n'));
        (void)save_file(folder_.file("collector.json"), to_text(config()));
        const std::string program = std::string(FAREBOX_BINARY_DIR) + "/bin/farebox-collector";
        const Argv common = {program, "--config", folder_.file("collector.json"), "--data-dir", folder_.file("data")};
        token = run(with(common, {"token", "laptops"}), environment, folder_.path()).out;
        token = token.substr(0, token.find('\n'));
        collector_ = std::make_unique<Child>(with(common, {"serve"}), environment, folder_.path());
        wait_until([&] { return is_listening(port_); }, std::chrono::seconds(20));
        if (!is_listening(port_)) qWarning("%s", collector_->wait(std::chrono::seconds(1)).report().c_str());
        endpoints = json(ask("GET", issuer + "/.well-known/openid-configuration"));
    }

    std::string url(const std::string& path) const { return format("http://127.0.0.1:{}{}", port_, path); }
    std::string endpoint(const char* name) const { return text(endpoints, name); }

    net::WebAnswer ask(const std::string& method, const std::string& at, const net::HttpHeaders& headers = {},
                       const std::string& body = "") const {
        const auto answer = Client.ask(method, at, headers, body);
        if (!answer) qWarning("%s", answer.error().message.c_str());
        return answer.value_or(net::WebAnswer{});
    }
    net::WebAnswer post_form(const std::string& at, const std::vector<std::pair<std::string, std::string>>& fields) const {
        return ask("POST", at, {{"Content-Type", "application/x-www-form-urlencoded"}}, form_of(fields));
    }

    std::string issuer;
    std::string token;
    Json endpoints;

private:
    static Argv with(Argv argv, const Argv& more) {
        argv.insert(argv.end(), more.begin(), more.end());
        return argv;
    }
    Json config() const {
        return {{"listen_port", port_},
                {"public_url", url("")},
                {"oidc_issuer", issuer},
                {"oidc_client_id", "farebox-web"},
                {"oidc_client_secret", "web secret: with/odd%characters"},
                {"oidc_laptop_client_id", "farebox-laptop"},
                {"oidc_scopes", {"openid", "profile", "email", "groups"}},
                {"oidc_group_roles", {"finops=finance", "payments-leads=team_lead:payments"}}};
    }

    tests::TempDir folder_;
    const std::uint16_t port_;
    std::unique_ptr<Child> provider_;
    std::unique_ptr<Child> collector_;
};

// An enrolled laptop, by what goes over the wire.
struct Laptop {
    explicit Laptop(const Company& company) : at(company) {
        const Json body = {{"token", at.token}, {"public_key", key.public_jwk()}, {"install_id", key.thumbprint()}};
        const auto answer = at.ask("POST", at.url("/v1/enroll"), {{"Content-Type", "application/json"}}, to_text(body));
        device_id = text(json(answer), "device_id");
        client_id = text(json(at.ask("GET", at.url("/v1/login"))), "client_id");
    }
    net::WebAnswer bind(const std::string& id_token, const std::string& nonce_secret) const {
        const std::string body = to_text({{"id_token", id_token}, {"nonce_secret", nonce_secret}});
        const auto proof = net::make_device_proof(key, device_id, at.url(""), body, SystemClock().now());
        return at.ask("POST", at.url("/v1/bind"), {{"Authorization", *proof}, {"Content-Type", "application/json"}}, body);
    }

    const Company& at;
    net::SigningKey key = net::SigningKey::generate().value();
    std::string device_id;
    std::string client_id;
};

}  // namespace

class CollectorSsoTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        if (!file_exists(std::string(FAREBOX_IDENTITY_PROVIDER_DIR) + "/installed")) {
            QSKIP("the identity provider is not installed: npm is missing or did not answer");
        }
        company = std::make_unique<Company>();
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
        const Json session = json(answer);
        QCOMPARE(text(session, "account"), account + "@acme.example");
        QCOMPARE(to_text(session["roles"]), roles);
        QCOMPARE(to_text(session["teams"]), teams);
    }

    void a_code_is_good_for_one_browser_and_once() {
        Browser victim;
        victim.open(company->url("/login/oidc"), company->issuer);
        victim.open(victim.location, company->url("/login/oidc/callback"));
        const std::string callback = victim.location;
        QVERIFY(!query(callback, "code").empty());
        QCOMPARE(query(callback, "iss"), company->issuer);
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
        const std::string redirect = format("http://127.0.0.1:{}/callback", free_port());
        const std::string verifier = base64url_encode(net::random_bytes(32));
        const std::string secret = base64url_encode(net::random_bytes(16));
        Browser browser;
        browser.open(company->endpoint("authorization_endpoint") + "?" +
                         form_of({{"response_type", "code"}, {"client_id", laptop.client_id},
                                  {"redirect_uri", redirect}, {"scope", "openid profile email"},
                                  {"state", "s"}, {"nonce", net::login_nonce(laptop.device_id, secret)},
                                  {"code_challenge", base64url_encode(net::sha256(verifier))},
                                  {"code_challenge_method", "S256"}}),
                     redirect);
        QVERIFY2(browser.location.starts_with(redirect + "?"), browser.location.c_str());
        const auto answer = company->post_form(company->endpoint("token_endpoint"),
                                               {{"grant_type", "authorization_code"},
                                                {"client_id", laptop.client_id},
                                                {"code", query(browser.location, "code")},
                                                {"redirect_uri", redirect},
                                                {"code_verifier", verifier}});
        const std::string id_token = text(json(answer), "id_token");
        QVERIFY2(!id_token.empty(), answer.body.c_str());
        // Caught on its way, it binds no other device.
        const Laptop other(*company);
        QCOMPARE(other.bind(id_token, "guess").status, 403);
        const auto bound = laptop.bind(id_token, secret);
        QVERIFY2(bound.status == 200, bound.body.c_str());
        QCOMPARE(text(json(bound), "user_name"), std::string("ada@acme.example"));
        QCOMPARE(laptop.bind(id_token, secret).status, 403);
    }

    void a_laptop_without_a_browser_logs_in_by_code() {
        const Laptop laptop(*company);
        const Json start = json(company->post_form(company->endpoint("device_authorization_endpoint"),
                                                   {{"client_id", laptop.client_id}, {"scope", "openid profile email"}}));
        const auto poll = [&] {
            return json(company->post_form(company->endpoint("token_endpoint"),
                                           {{"grant_type", "urn:ietf:params:oauth:grant-type:device_code"},
                                            {"client_id", laptop.client_id},
                                            {"device_code", text(start, "device_code")}}));
        };
        QCOMPARE(text(poll(), "error"), std::string("authorization_pending"));

        Browser phone;
        const std::string page = text(start, "verification_uri");
        const auto xsrf = [](const net::WebAnswer& answer) {
            return std::string(between(answer.body, "name=\"xsrf\" value=\"", "\"").value_or(""));
        };
        std::string mark = xsrf(phone.open(page));
        QVERIFY(!mark.empty());
        phone.open(page, "\n", form_of({{"xsrf", mark}, {"user_code", text(start, "user_code")}}));
        const auto done = phone.open(page, "\n", form_of({{"xsrf", mark}, {"user_code", text(start, "user_code")},
                                                          {"confirm", "yes"}}));
        QCOMPARE(done.body, std::string("done"));

        const std::string id_token = text(poll(), "id_token");
        QVERIFY(!id_token.empty());
        const auto bound = laptop.bind(id_token, "");
        QVERIFY2(bound.status == 200, bound.body.c_str());
        QCOMPARE(text(json(bound), "user_name"), std::string("ada@acme.example"));
    }

private:
    std::unique_ptr<Company> company;
};

FAREBOX_TEST_CLASS(CollectorSsoTest)
#include "collector_sso_test.moc"
