#include "core/collector/web/dispatch.h"

#include "core/base/strings.h"
#include "core/collector/store/sqlite/open.h"
#include "core/collector/web/services.h"
#include "core/net/web/client.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::collector;

namespace {

// The collector behind a real socket, on an empty database.
struct Rig {
    tests::TempDir folder;
    SystemClock clock;
    Config config;
    Metrics metrics;
    RateLimits limits{{.address = 50, .login = 2}, clock};
    net::TrustedProxies proxies = net::TrustedProxies::parse({"127.0.0.1"}).value();
    std::unique_ptr<Database> database = open_sqlite(folder.file("c.db")).value();
    Services services{*database, clock, config, metrics, &limits, &proxies};
    std::unique_ptr<net::WebServer> server;

    Rig() {
        (void)migrate(*database).has_value();
        server = net::WebServer::start({}, [this](const net::HttpRequest& request) {
                     return dispatch(request, services);
                 }).value();
    }
    net::WebAnswer ask(const std::string& method, const std::string& target,
                       const net::HttpHeaders& headers = {}) const {
        const std::string url = "http://127.0.0.1:" + std::to_string(server->port()) + target;
        return net::WebClient{net::WebClientOptions{}}.ask(method, url, headers).value_or({});
    }
};

std::string code_of(const net::WebAnswer& answer) {
    const Result<Json> body = parse_json(answer.body);
    const Json* error = body ? find_member(*body, "error") : nullptr;
    return error == nullptr ? "" : find_string(*error, "code").value_or("");
}

Result<WebResponse> never(const WebRequest&, Services&) { return WebResponse{}; }

}  // namespace

class DispatchTest : public QObject {
    Q_OBJECT

private slots:
    void is_healthy_and_ready_on_an_empty_database() {
        const Rig rig;
        QCOMPARE(rig.ask("GET", "/healthz").status, 200);
        QCOMPARE(rig.ask("GET", "/readyz").status, 200);
        QVERIFY(contains(rig.ask("GET", "/metrics").body, "route=\"/readyz\",status=\"200\""));
    }

    void is_not_ready_with_data_of_another_schema() {
        const Rig rig;
        {
            const Lease session = rig.database->session().value();
            QVERIFY(session->run("DELETE FROM schema_version"));
        }
        QCOMPARE(rig.ask("GET", "/readyz").status, 503);
        QCOMPARE(rig.ask("GET", "/healthz").status, 200);
    }

    void refuses_with_the_fitting_status_data() {
        QTest::addColumn<QString>("question");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::newRow("no route") << "GET /api/v1/nothing" << 404 << "not_found";
        QTest::newRow("no route to write to") << "POST /nothing" << 404 << "not_found";
        QTest::newRow("a question to what is only written") << "GET /v1/shares" << 405 << "method_not_allowed";
        QTest::newRow("the same with a name in it") << "GET /api/v1/devices/d/revoke" << 405 << "method_not_allowed";
        QTest::newRow("other method") << "POST /healthz" << 405 << "method_not_allowed";
        QTest::newRow("misspelt parameter") << "GET /healthz?verbos=1" << 400 << "invalid";
        QTest::newRow("not signed in") << "GET /api/v1/audit" << 401 << "unauthenticated";
        QTest::newRow("no such asset") << "GET /assets/none.js" << 404 << "not_found";
        QTest::newRow("a path out of the assets") << "GET /assets/..%2f..%2fetc%2fpasswd" << 404 << "not_found";
    }
    void refuses_with_the_fitting_status() {
        QFETCH(QString, question);
        QFETCH(int, status);
        QFETCH(QString, code);
        const Rig rig;
        const auto words = question.split(' ');
        const auto answer = rig.ask(words[0].toStdString(), words[1].toStdString());
        QCOMPARE(answer.status, status);
        QCOMPARE(code_of(answer), code.toStdString());
    }

    void answers_any_other_address_with_the_page_and_keeps_it_by_its_tag() {
        const Rig rig;
        const auto page = rig.ask("GET", "/spend?group_by=team&whatever=1");
        QCOMPARE(page.status, 200);
        QVERIFY(contains(page.body, "<title>Farebox</title>"));
        const auto again = rig.ask("GET", "/", {{"If-None-Match", page.header("ETag")}});
        QCOMPARE(again.status, 304);
        QVERIFY(again.body.empty());
    }

    void tells_browsers_to_run_and_show_nothing_foreign() {
        const Rig rig;
        for (const char* target : {"/", "/healthz", "/api/v1/nothing"}) {
            const auto answer = rig.ask("GET", target);
            const std::string policy = answer.header("Content-Security-Policy");
            QVERIFY2(contains(policy, "default-src 'none'"), target);
            QVERIFY(contains(policy, "frame-ancestors 'none'"));
            QVERIFY(!contains(policy, "unsafe"));
            QCOMPARE(answer.header("X-Content-Type-Options"), std::string("nosniff"));
            QCOMPARE(answer.header("X-Request-Id").size(), std::size_t(36));
            QCOMPARE(answer.header("Strict-Transport-Security"), std::string());
        }
        const auto secure = rig.ask("GET", "/healthz", {{"X-Forwarded-Proto", "https"}});
        QVERIFY(contains(secure.header("Strict-Transport-Security"), "max-age"));
    }

    void slows_down_an_address_and_not_its_neighbour() {
        const Rig rig;
        const net::HttpHeaders one = {{"X-Forwarded-For", "203.0.113.1"}};
        for (int i = 0; i < 50; ++i) QCOMPARE(rig.ask("GET", "/api/v1/audit", one).status, 401);
        const auto limited = rig.ask("GET", "/api/v1/audit", one);
        QCOMPARE(limited.status, 429);
        QVERIFY(!limited.header("Retry-After").empty());
        QCOMPARE(rig.ask("GET", "/api/v1/audit", {{"X-Forwarded-For", "203.0.113.2"}}).status, 401);
        QCOMPARE(rig.ask("GET", "/healthz", one).status, 200);
    }

    void finds_routes_by_segments() {
        const std::vector<WebRoute> routes = {
            {"GET", "/a/{id}", Permission::Public, "", "", never},
            {"GET", "/a/{id}/b", Permission::Public, "", "", never},
            {"POST", "/a/{id}", Permission::Public, "", "", never},
            {"GET", "/files/{rest...}", Permission::Public, "", "", never},
        };
        const RouteMatch one = find_route(routes, "GET", "/a/x%2Fy");
        QCOMPARE(one.route, &routes[0]);
        QCOMPARE(one.in_path.at("id"), std::string("x/y"));
        QCOMPARE(find_route(routes, "HEAD", "/a/x/b").route, &routes[1]);
        QCOMPARE(find_route(routes, "POST", "/a/x").route, &routes[2]);
        QCOMPARE(find_route(routes, "GET", "/files/p/q").in_path.at("rest"), std::string("p/q"));
        for (const char* none : {"/a/", "/a", "/a/x/", "/a/x/b/c", "/", "a/x"}) {
            QVERIFY2(find_route(routes, "GET", none).route == nullptr, none);
        }
        QCOMPARE(find_route(routes, "DELETE", "/a/x").other_methods, std::string("GET, POST"));
    }
};

FAREBOX_TEST_CLASS(DispatchTest)
#include "dispatch_test.moc"
