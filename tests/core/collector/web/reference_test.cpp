#include "core/collector/web/reference.h"

#include "core/base/file_io.h"
#include "core/base/strings.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::collector;

class ReferenceTest : public QObject {
    Q_OBJECT

private slots:
    void the_documentation_has_every_key_and_every_route() {
        const std::string config_page = load_file(FAREBOX_SOURCE_DIR "/docs/collector.md").value();
        QVERIFY2(contains(config_page, config_reference()),
                 "docs/collector.md: replace the table by `farebox-collector reference config`");
        const std::string route_page = load_file(FAREBOX_SOURCE_DIR "/docs/ingest-api.md").value();
        QVERIFY2(contains(route_page, route_reference(web_routes())),
                 "docs/ingest-api.md: replace the table by `farebox-collector reference routes`");
    }

    void every_route_is_an_operation_of_the_openapi_document() {
        const Json document = openapi(web_routes());
        for (const WebRoute& route : web_routes()) {
            std::string path = route.path;
            if (path.ends_with("...}")) path.replace(path.size() - 4, 4, "}");
            QVERIFY2(document["paths"][path].contains(to_lower(route.method)), route.path);
        }
        const Json& health = document["paths"]["/healthz"]["get"];
        QCOMPARE(to_text(health["x-permission"]), std::string("\"public\""));
        QVERIFY(health["security"].empty());
    }

    void no_two_routes_answer_the_same_question() {
        std::set<std::string> seen;
        for (const WebRoute& route : web_routes()) {
            const std::string question = std::string(route.method) + " " + route.path;
            QVERIFY2(seen.insert(question).second, question.c_str());
        }
    }
};

FAREBOX_TEST_CLASS(ReferenceTest)
#include "reference_test.moc"
