#include "core/sync/login.h"

#include <thread>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/base/url.h"
#include "core/net/device_proof.h"
#include "core/net/redirect_listener.h"
#include "tests/support/suite.h"
#include "tests/support/tcp.h"

using namespace farebox;
using namespace farebox::sync;
using namespace farebox::tests;

namespace {

// An identity provider that says yes; the token it gives is no JWT, the collector would look at it.
class FakeProvider {
public:
    FakeProvider() : server_([this](Tcp& tcp) { serve(tcp); }) {}
    std::string url() const { return format("http://127.0.0.1:{}", server_.port()); }
    LoginPlace place() const { return {url(), "laptops", {"openid", "email"}, "device-1"}; }

    std::string issuer;            ///< "" = its own
    std::string token_request;     ///< the last form
    int pending = 0;               ///< so many times "not yet"
    bool has_device_flow = true;

private:
    void serve(Tcp& tcp) {
        const std::string head = tcp.read_until("\r\n\r\n");
        const auto length = between(head, "Content-Length: ", "\r\n");
        const std::string body =
            length ? tcp.read_exactly(std::size_t(parse_int(*length).value_or(0))) : "";
        int status = 200;
        Json answer = Json::object();
        if (contains(head, "openid-configuration")) {
            answer = {{"issuer", issuer.empty() ? url() : issuer},
                      {"authorization_endpoint", url() + "/auth"},
                      {"token_endpoint", url() + "/token"}};
            if (has_device_flow) answer["device_authorization_endpoint"] = url() + "/device";
        } else if (contains(head, "POST /device")) {
            answer = {{"device_code", "dc"}, {"user_code", "ABCD"}, {"interval", 2},
                      {"verification_uri", "https://idp.example/code"}};
        } else if (pending > 0) {
            --pending;
            status = 400;
            answer = {{"error", pending % 2 == 0 ? "slow_down" : "authorization_pending"}};
        } else {
            token_request = body;
            answer = {{"id_token", "the-token"}};
        }
        const std::string text = to_text(answer);
        tcp.send(format("HTTP/1.1 {} X\r\nContent-Length: {}\r\n\r\n{}", status, text.size(), text));
    }

    FakeVendor server_;
};

}  // namespace

class LoginTest : public QObject {
    Q_OBJECT
private:
    // A browser that follows the link and comes back with `change` applied to the answer.
    static Result<Json> in_browser(FakeProvider& provider, std::string& asked,
                                   const std::string& answer, std::thread& browser) {
        const HttpClient http({}, "");
        return login_in_browser(provider.place(), http,
                                {[&](const std::string& url) {
                                     asked = url;
                                     browser = std::thread([url, answer] {
                                         const Url at = parse_url(url).value();
                                         const Url back =
                                             parse_url(form_value(at.query, "redirect_uri")).value();
                                         Tcp tcp = Tcp::connect(back.port);
                                         std::string query = answer;
                                         const auto mark = query.find("STATE");
                                         if (mark != std::string::npos) {
                                             query.replace(mark, 5, form_value(at.query, "state"));
                                         }
                                         tcp.send(format("GET {}?{} HTTP/1.1\r\n\r\n", back.path, query));
                                         tcp.read_all();
                                     });
                                 },
                                 std::chrono::seconds(10)});
    }

private slots:
    void comes_back_from_the_browser_with_a_token() {
        FakeProvider provider;
        std::string asked;
        std::thread browser;
        const auto proof = in_browser(provider, asked, "code=c1&state=STATE", browser);
        browser.join();
        QVERIFY2(proof.has_value(), proof ? "" : proof.error().message.c_str());
        QCOMPARE((*proof)["id_token"].get<std::string>(), "the-token");
        const std::string query = parse_url(asked).value().query;
        const std::string verifier = form_value(provider.token_request, "code_verifier");
        QCOMPARE(form_value(query, "code_challenge"), net::body_hash(verifier));
        QCOMPARE(form_value(query, "nonce"),
                 net::login_nonce("device-1", (*proof)["nonce_secret"].get<std::string>()));
        QCOMPARE(form_value(query, "scope"), "openid email");
        QCOMPARE(form_value(provider.token_request, "code"), "c1");
    }

    void refuses_another_login_s_answer_and_another_provider() {
        FakeProvider provider;
        std::string asked;
        for (const char* answer : {"code=c1&state=forged", "code=c1&state=STATE&iss=https%3A%2F%2Fevil",
                                   "error=access_denied&state=STATE"}) {
            std::thread browser;
            const auto proof = in_browser(provider, asked, answer, browser);
            browser.join();
            QVERIFY(!proof.has_value());
            QVERIFY(provider.token_request.empty());
        }
        provider.issuer = "https://somebody.example";
        std::thread browser;
        QVERIFY(contains(in_browser(provider, asked, "", browser).error().message, "another name"));
    }

    void waits_for_a_code_that_is_entered_elsewhere() {
        FakeProvider provider;
        provider.pending = 3;
        std::string shown;
        std::int64_t slept = 0;
        const DeviceLogin device{[&](const std::string& url, const std::string& code) { shown = url + " " + code; },
                                 [&](std::chrono::seconds time) { slept += time.count(); }};
        const auto proof = login_by_device(provider.place(), HttpClient({}, ""), device);
        QVERIFY(proof.has_value());
        QCOMPARE(shown, "https://idp.example/code ABCD");
        QVERIFY(slept > 8);  // slow_down makes it slower
        provider.has_device_flow = false;
        QVERIFY(!login_by_device(provider.place(), HttpClient({}, ""), device).has_value());
    }

    void reads_where_to_log_in() {
        QVERIFY(!parse_login_place(Json::object()).has_value());
        const auto place = parse_login_place({{"issuer", "i"}, {"client_id", "c"}});
        QCOMPARE(place->scopes.size(), std::size_t(1));
    }
};

FAREBOX_TEST_CLASS(LoginTest)
#include "login_test.moc"
