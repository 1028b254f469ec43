#include "core/sync/http_client.h"

#include "core/base/format.h"
#include "core/base/strings.h"
#include "tests/support/suite.h"
#include "tests/support/tcp.h"

using namespace farebox;
using namespace farebox::sync;
using namespace farebox::tests;

class HttpClientTest : public QObject {
    Q_OBJECT
private:
    // What a server that says `wire` looks like to the client.
    static Result<HttpAnswer> ask(const std::string& wire, bool keeps_open = false) {
        FakeVendor server([&](Tcp& tcp) {
            tcp.read_until("\r\n\r\n");
            tcp.send(wire);
            if (keeps_open) tcp.read_until("never");
        });
        const HttpClient client({}, "");
        return client.send({"GET", format("http://127.0.0.1:{}/x", server.port()), {}, "",
                            std::chrono::milliseconds(2'000)});
    }

private slots:
    void reads_answers_of_each_framing() {
        QCOMPARE(ask("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", true)->body, "abc");
        QCOMPARE(ask("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n", true)->body,
                 "abc");
        QCOMPARE(ask("HTTP/1.0 200 OK\r\n\r\nabc")->body, "abc");
        const auto after_100 = ask("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 No\r\nX-Why: so\r\n"
                                   "Content-Length: 0\r\n\r\n");
        QCOMPARE(after_100->status, 404);
        QCOMPARE(after_100->header("x-why"), "so");
    }

    void takes_a_cut_answer_for_none() {
        const auto cut = ask("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
        QVERIFY(!cut.has_value());
        QVERIFY(contains(cut.error().message, "cut short"));
        QVERIFY(!ask("").has_value());
        QVERIFY(!ask("nonsense\r\n\r\n").has_value());
    }

    void sends_method_headers_and_body() {
        std::string head;
        std::string body;
        FakeVendor server([&](Tcp& tcp) {
            head = tcp.read_until("\r\n\r\n");
            body = tcp.read_exactly(4);
            tcp.send("HTTP/1.1 204 No Content\r\n\r\n");
        });
        const HttpClient client({}, "");
        const auto answer = client.send({"POST", format("http://127.0.0.1:{}/a/b?c=d", server.port()),
                                         {{"X-Own", "1"}}, "body"});
        QCOMPARE(answer->status, 204);
        QVERIFY(head.starts_with("POST /a/b?c=d HTTP/1.1\r\n"));
        QVERIFY(contains(head, "X-Own: 1\r\n"));
        QCOMPARE(body, "body");
    }

    void ends_when_it_is_told_to_stop() {
        FakeVendor silent([](Tcp& tcp) { tcp.read_until("never"); });
        const std::atomic<bool> stopped{true};
        const HttpClient client({}, "", &stopped);
        const auto answer = client.send({"GET", format("http://127.0.0.1:{}/", silent.port()), {}, ""});
        QVERIFY(!answer.has_value());
    }

    void escapes_forms() {
        QCOMPARE(format_form({{"a b", "c&d"}, {"e", "f/g~"}}), "a%20b=c%26d&e=f%2Fg~");
    }
};

FAREBOX_TEST_CLASS(HttpClientTest)
#include "http_client_test.moc"
