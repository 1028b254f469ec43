#include "core/net/post.h"

#include "core/base/format.h"
#include "core/base/strings.h"
#include "tests/support/suite.h"
#include "tests/support/tcp.h"

using namespace farebox;
using namespace farebox::net;
using namespace farebox::tests;
using namespace std::chrono_literals;

class PostTest : public QObject {
    Q_OBJECT
private slots:
    void posts_json_and_returns_the_status() {
        std::string head;
        std::string body;
        FakeVendor hook([&](Tcp& tcp) {
            head = tcp.read_until("\r\n\r\n");
            body = tcp.read_exactly(7);
            tcp.send("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n");
        });
        const auto status = post_json(format("http://127.0.0.1:{}/hook?key=1", hook.port()),
                                      "{\"a\":1}", 5s);
        QVERIFY2(status.has_value(), status ? "" : status.error().message.c_str());
        QCOMPARE(*status, 204);
        QVERIFY(head.starts_with("POST /hook?key=1 HTTP/1.1\r\nHost: 127.0.0.1:"));
        QVERIFY(contains(head, "Content-Type: application/json\r\nContent-Length: 7\r\n"));
        QCOMPARE(body, std::string("{\"a\":1}"));
    }

    void gives_up_after_its_limit_without_naming_the_path() {
        FakeVendor silent([](Tcp& tcp) { tcp.read_until("never"); });
        const auto status =
            post_json(format("http://127.0.0.1:{}/secret", silent.port()), "{}", 50ms);
        QVERIFY(!status.has_value());
        QVERIFY(contains(status.error().message, "50 ms"));
        QVERIFY(!contains(status.error().message, "secret"));
    }

    void says_when_nobody_listens() {
        QVERIFY(!post_json("http://127.0.0.1:1/", "{}", 5s).has_value());
        QVERIFY(!post_json("ftp://example.com", "{}", 5s).has_value());
    }
};

FAREBOX_TEST_CLASS(PostTest)
#include "post_test.moc"
