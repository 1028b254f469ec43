// Questions to Farebox on the agents' port.

#include "tests/core/proxy/rig.h"

#include <thread>

using namespace farebox;
using namespace farebox::tests;

namespace {

std::string get(std::uint16_t port, std::string_view more = "") {
    return "GET /_farebox/v1/status HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) + "\r\n" +
           std::string(more) + "\r\n";
}

}  // namespace

class LocalApiTest : public QObject {
    Q_OBJECT

private slots:
    void a_question_is_handed_on_and_its_answer_comes_back() {
        FakeVendor vendor([](Tcp&) {});
        proxy::LocalQuestion asked;
        Rig rig(vendor.port(), std::chrono::milliseconds(300), nullptr,
                [&](proxy::LocalQuestion question, proxy::LocalAnswer answer) {
                    asked = std::move(question);
                    std::thread([answer] { answer(200, "{\"ok\":true}"); }).detach();
                    return true;
                });
        Tcp client = Tcp::connect(rig.port());
        client.send("PUT /_farebox/v1/settings/x?y=1 HTTP/1.1\r\nHost: 127.0.0.1:" +
                    std::to_string(rig.port()) +
                    "\r\nAuthorization: Bearer t\r\nContent-Length: 5\r\n\r\nhello");
        QVERIFY(client.read_until("{\"ok\":true}").starts_with("HTTP/1.1 200 OK\r\n"));
        QCOMPARE(asked.method, std::string("PUT"));
        QCOMPARE(asked.target, std::string("/_farebox/v1/settings/x?y=1"));
        QCOMPARE(asked.body, std::string("hello"));
        QCOMPARE(asked.headers.size(), std::size_t(3));
        QCOMPARE(vendor.connections(), 0);
        // The connection goes on, and it is no row.
        client.send(get(rig.port()));
        QVERIFY(client.read_until("{\"ok\":true}").starts_with("HTTP/1.1 200 OK\r\n"));
        QVERIFY(rig.rows().empty());
    }

    void a_busy_api_says_so() {
        FakeVendor vendor([](Tcp&) {});
        Rig rig(vendor.port(), std::chrono::milliseconds(300), nullptr,
                [](proxy::LocalQuestion, proxy::LocalAnswer) { return false; });
        Tcp client = Tcp::connect(rig.port());
        client.send(get(rig.port(), "Connection: close\r\n"));
        QVERIFY(client.read_all().starts_with("HTTP/1.1 503 "));
    }

    void a_web_page_is_refused_before_anybody_is_asked() {
        FakeVendor vendor([](Tcp&) {});
        std::atomic<bool> was_asked{false};
        Rig rig(vendor.port(), std::chrono::milliseconds(300), nullptr,
                [&](proxy::LocalQuestion, proxy::LocalAnswer) {
                    was_asked = true;
                    return false;
                });
        Tcp client = Tcp::connect(rig.port());
        client.send(get(rig.port(), "Origin: https://example.com\r\n"));
        QVERIFY(client.read_all().starts_with("HTTP/1.1 403 "));
        QVERIFY(!was_asked);
    }

    void a_body_of_unsaid_length_is_refused() {
        FakeVendor vendor([](Tcp&) {});
        Rig rig(vendor.port());
        Tcp client = Tcp::connect(rig.port());
        client.send("PUT /_farebox/v1/settings/x HTTP/1.1\r\nHost: 127.0.0.1:" +
                    std::to_string(rig.port()) + "\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        QVERIFY(client.read_all().starts_with("HTTP/1.1 413 "));
    }
};

FAREBOX_TEST_CLASS(LocalApiTest)
#include "local_api_test.moc"
