// The way out through a company's proxy: CONNECT, TLS to the vendor inside it, and what the
// developer reads when the proxy says no.

#include "tests/e2e/support/loopback.h"
#include "tests/e2e/support/raw_call.h"
#include "tests/e2e/support/rig.h"
#include "tests/support/tcp.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <mutex>

using namespace farebox;
using namespace farebox::e2e;

namespace {

// Answers every CONNECT with `answer` and, when that is a 2xx, carries bytes to `target`, whatever
// name was asked for: the vendor's name need not be in the DNS.
class ConnectProxy {
public:
    ConnectProxy(std::uint16_t target, std::string answer)
        : vendor_([this, target, answer = std::move(answer)](tests::Tcp& client) {
              const std::string head = client.read_until("\r\n\r\n");
              {
                  const std::lock_guard lock(mutex_);
                  heads_.push_back(head);
              }
              client.send(answer);
              if (answer.find(" 200 ") != std::string::npos) carry(client, target);
          }) {}

    std::uint16_t port() const { return vendor_.port(); }
    std::vector<std::string> heads() const {
        const std::lock_guard lock(mutex_);
        return heads_;
    }

private:
    static void carry(tests::Tcp& client, std::uint16_t target) {
        const int vendor = connect_to(target);
        pollfd both[] = {{client.descriptor(), POLLIN, 0}, {vendor, POLLIN, 0}};
        char piece[16384];
        while (::poll(both, 2, 10'000) > 0) {
            for (int from = 0; from < 2; ++from) {
                if (both[from].revents == 0) continue;
                const ssize_t count = ::recv(both[from].fd, piece, sizeof piece, 0);
                if (count <= 0) {
                    ::close(vendor);
                    return;
                }
                ::send(both[1 - from].fd, piece, static_cast<std::size_t>(count), MSG_NOSIGNAL);
            }
        }
        ::close(vendor);
    }

    mutable std::mutex mutex_;
    std::vector<std::string> heads_;  // guarded by mutex_
    tests::FakeVendor vendor_;        // last: its thread uses the above
};

// A daemon whose vendor is api.anthropic.com of the mock, reached through `proxy`.
DaemonSetup behind(const Rig& rig, const std::string& proxy, const std::string& no_proxy = "") {
    DaemonSetup setup;
    setup.config = {{"https_proxy", proxy},
                    {"no_proxy", no_proxy.empty() ? "nothing.example" : no_proxy},
                    {"upstreams",
                     {{"anthropic",
                       {{"url", "https://api.anthropic.com:8443"},
                        {"ca_file", rig.mock_ca_file()}}}}}};
    return setup;
}

std::string local(std::uint16_t port) { return "127.0.0.1:" + std::to_string(port); }

}  // namespace

class DaemonCorporateProxyTest : public QObject {
    Q_OBJECT
private slots:
    void a_call_goes_through_the_tunnel();
    void a_host_in_no_proxy_goes_straight();
    void a_refusal_is_a_502_that_names_the_proxy_data();
    void a_refusal_is_a_502_that_names_the_proxy();
    void a_proxy_that_is_away_is_a_502_that_names_it();
};

void DaemonCorporateProxyTest::a_call_goes_through_the_tunnel() {
    Rig rig(Start::MockOnly);
    ConnectProxy proxy(rig.mock_tls_port(), "HTTP/1.1 200 Connection established\r\n\r\n");
    rig.start_daemon(behind(rig, "http://dev:s%40cret@" + local(proxy.port())));
    const Answer answer = send_message(rig.daemon_port());
    QVERIFY2(answer.status == 200, answer.body.c_str());
    QVERIFY(answer.body.find("message_stop") != std::string::npos);

    // base64 of "dev:s@cret".
    QCOMPARE(proxy.heads().size(), std::size_t(1));
    QCOMPARE(proxy.heads().front(),
             std::string("CONNECT api.anthropic.com:8443 HTTP/1.1\r\nHost: api.anthropic.com:8443"
                         "\r\nProxy-Authorization: Basic ZGV2OnNAY3JldA==\r\n\r\n"));
    QCOMPARE(text(rig.calls(1).front(), "outcome"), std::string("ok"));
    // The proxy's password is a secret like any other.
    const std::string said = rig.farebox({"status", "--json"}).report() +
                             rig.farebox({"doctor"}).report() + rig.stop_daemon();
    QVERIFY2(said.find("s@cret") == std::string::npos, said.c_str());
    QVERIFY2(said.find("s%40cret") == std::string::npos, said.c_str());
}

void DaemonCorporateProxyTest::a_host_in_no_proxy_goes_straight() {
    Rig rig(Start::MockOnly);
    ConnectProxy proxy(rig.mock_tls_port(), "HTTP/1.1 200 Connection established\r\n\r\n");
    DaemonSetup setup = behind(rig, "http://" + local(proxy.port()), "corp.example, api.internal");
    // A name that is nowhere: the attempt to look it up shows that the proxy was left out.
    setup.config["upstreams"]["anthropic"]["url"] = "https://vendor.api.internal:8443";
    rig.start_daemon(setup);
    const Answer answer = send_message(rig.daemon_port());
    QVERIFY2(answer.status == 502, (answer.head + answer.body).c_str());
    QVERIFY2(answer.body.find("looking up vendor.api.internal") != std::string::npos,
             answer.body.c_str());
    QVERIFY(proxy.heads().empty());
}

void DaemonCorporateProxyTest::a_refusal_is_a_502_that_names_the_proxy_data() {
    QTest::addColumn<QString>("status");
    QTest::newRow("wants a login") << "407 Proxy Authentication Required";
    QTest::newRow("cannot reach the vendor") << "502 Bad Gateway";
    QTest::newRow("forbids it") << "403 Forbidden";
}

void DaemonCorporateProxyTest::a_refusal_is_a_502_that_names_the_proxy() {
    QFETCH(QString, status);
    Rig rig(Start::MockOnly);
    ConnectProxy proxy(rig.mock_tls_port(), "HTTP/1.1 " + status.toStdString() +
                                                "\r\nContent-Length: 6\r\n\r\nsorry\n");
    rig.start_daemon(behind(rig, "http://dev:s%40cret@" + local(proxy.port())));
    const Answer answer = send_message(rig.daemon_port());
    QVERIFY2(answer.status == 502, (answer.head + answer.body).c_str());
    QVERIFY2(answer.body.find(status.toStdString()) != std::string::npos, answer.body.c_str());
    QVERIFY2(answer.body.find(local(proxy.port())) != std::string::npos, answer.body.c_str());
    QVERIFY2(answer.body.find("cret") == std::string::npos, answer.body.c_str());
    QCOMPARE(text(rig.calls(1).front(), "outcome"), std::string("upstream_failed"));
}

void DaemonCorporateProxyTest::a_proxy_that_is_away_is_a_502_that_names_it() {
    Rig rig(Start::MockOnly);
    const std::uint16_t nobody = free_port();
    rig.start_daemon(behind(rig, local(nobody)));
    const Answer answer = send_message(rig.daemon_port());
    QVERIFY2(answer.status == 502, (answer.head + answer.body).c_str());
    QVERIFY2(answer.body.find(std::to_string(nobody)) != std::string::npos, answer.body.c_str());
}

FAREBOX_TEST_CLASS(DaemonCorporateProxyTest)
#include "daemon_corporate_proxy_test.moc"
