#include "core/net/redirect_listener.h"

#include <thread>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "tests/support/suite.h"
#include "tests/support/tcp.h"

using namespace farebox;
using namespace farebox::net;
using namespace farebox::tests;

class RedirectListenerTest : public QObject {
    Q_OBJECT
private slots:
    void takes_the_first_request_for_its_page_and_no_other() {
        auto listener = RedirectListener::open("/back");
        QVERIFY(listener.has_value());
        const std::uint16_t port = (*listener)->port();
        std::string other;
        std::string ours;
        std::thread browser([&] {
            Tcp icon = Tcp::connect(port);
            icon.send("GET /favicon.ico HTTP/1.1\r\n\r\n");
            other = icon.read_all();
            Tcp tcp = Tcp::connect(port);
            tcp.send("GET /back?code=1&state=2 HTTP/1.1\r\nHost: x\r\n\r\n");
            ours = tcp.read_all();
        });
        const auto query = (*listener)->wait(std::chrono::seconds(10), "done");
        browser.join();
        QCOMPARE(query.value(), "code=1&state=2");
        QVERIFY(contains(other, "404"));
        QVERIFY(contains(ours, "200") && ours.ends_with("done"));
    }

    void gives_up() {
        auto listener = RedirectListener::open("/back");
        QVERIFY(!(*listener)->wait(std::chrono::seconds(1), "").has_value());
    }
};

FAREBOX_TEST_CLASS(RedirectListenerTest)
#include "redirect_listener_test.moc"
