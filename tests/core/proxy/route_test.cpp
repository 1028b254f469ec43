#include "core/proxy/route.h"

#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::proxy;

class RouteTest : public QObject {
    Q_OBJECT

    RouteTable table() const {
        std::map<std::string, Upstream> upstreams;
        for (const char* name : {"anthropic", "openai"}) {
            upstreams.emplace(name, Upstream{name, name, false, {}, "host", ""});
        }
        upstreams.emplace("chatgpt", Upstream{"chatgpt", "openai", false, {}, "host", "/backend-api/codex"});
        return RouteTable(std::move(upstreams));
    }

private slots:
    void targets_data() {
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QString>("target");
        QTest::newRow("plain") << "/anthropic/v1/messages?beta=true" << "/v1/messages?beta=true";
        QTest::newRow("agent named") << "/a/cline/openai/v1/responses" << "/v1/responses";
        QTest::newRow("base path") << "/chatgpt/responses" << "/backend-api/codex/responses";
        QTest::newRow("version missing") << "/anthropic/messages" << "/v1/messages";
        QTest::newRow("root") << "/anthropic" << "/";
        QTest::newRow("query only") << "/anthropic?x=1" << "/?x=1";
        QTest::newRow("escapes stay") << "/openai/v1/a%2Fb" << "/v1/a%2Fb";
    }
    void targets() {
        QFETCH(QString, asked);
        QFETCH(QString, target);
        const RouteTable routes = table();
        const auto route = routes.find(asked.toStdString());
        QVERIFY(route.has_value());
        QCOMPARE(QString::fromStdString(route->target), target);
    }

    void the_named_agent_is_kept() {
        const RouteTable routes = table();
        QCOMPARE(*routes.find("/a/cline/openai/v1/responses")->named_agent, std::string("cline"));
    }

    void nothing_in_the_path_can_name_a_host_data() {
        QTest::addColumn<QString>("asked");
        for (const char* asked : {"http://evil.example/v1/messages", "//evil.example/v1", "*",
                                  "/evil.example/v1/messages", "/a/x", "/"}) {
            QTest::newRow(asked) << asked;
        }
    }
    void nothing_in_the_path_can_name_a_host() {
        QFETCH(QString, asked);
        const RouteTable routes = table();
        QVERIFY(!routes.find(asked.toStdString()).has_value());
    }
};

FAREBOX_TEST_CLASS(RouteTest)
#include "route_test.moc"
