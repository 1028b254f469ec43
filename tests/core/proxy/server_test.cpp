// The data path over real sockets: what the vendor gets is what the agent sent, and what the agent
// gets is what the vendor sent.

#include "tests/core/proxy/exchanges.h"
#include "tests/core/proxy/rig.h"

using namespace farebox;
using namespace farebox::tests;

namespace {

// Stands for a defect somewhere in a call.
struct BrokenClock final : Clock {
    std::atomic<bool> is_broken{false};
    UtcNs now() const override { return SystemClock().now(); }
    MonotonicNs monotonic() const override {
        if (is_broken) throw std::runtime_error("a defect");
        return SystemClock().monotonic();
    }
};

}  // namespace

class ServerTest : public QObject {
    Q_OBJECT

private slots:
    void passes_head_and_body_unchanged() {
        std::string got;
        FakeVendor vendor([&](Tcp& connection) {
            got = read_request(connection);
            connection.send(ok(Message));
        });
        Rig rig(vendor.port());
        Tcp agent = Tcp::connect(rig.port());
        agent.send(rig.post(Request, "x-API-key: k%41+v\r\nX-Two:  spaced  \r\nAccept: */*\r\n",
                            "/anthropic/v1/messages?beta=true"));
        QCOMPARE(agent.read_until(Message), ok(Message));
        QCOMPARE(got, "POST /v1/messages?beta=true HTTP/1.1\r\nHost: 127.0.0.1:" +
                          std::to_string(vendor.port()) +
                          "\r\nx-API-key: k%41+v\r\nX-Two:  spaced  \r\nAccept: */*\r\nContent-Length: " +
                          std::to_string(Request.size()) + "\r\n\r\n" + Request);
    }

    void large_bodies_pass_on_cold_connections_data() {
        QTest::addColumn<int>("size");
        for (const int size : {30'000, 300'000, 1'000'000, 8'000'000}) {
            QTest::newRow(std::to_string(size).c_str()) << size;
        }
    }
    void large_bodies_pass_on_cold_connections() {
        QFETCH(int, size);
        const std::string body = "{\"model\":\"claude-opus-5-5\",\"x\":\"" +
                                 std::string(std::size_t(size), 'y') + "\"}";
        std::vector<std::string> got;
        FakeVendor vendor([&](Tcp& connection) {
            got.push_back(read_request(connection));
            // Announced, so that no call of ours is sent into a connection that is being closed.
            connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " +
                            std::to_string(Message.size()) + "\r\n\r\n" + Message);
        });
        Rig rig(vendor.port());
        for (int i = 0; i < 4; ++i) {
            Tcp agent = Tcp::connect(rig.port());
            agent.send(rig.post(body, "Connection: close\r\n"));
            QVERIFY(agent.read_all().ends_with(Message));
        }
        QCOMPARE(got.size(), std::size_t(4));
        for (const std::string& request : got) QVERIFY(request.ends_with(body));
    }

    void chunked_requests_and_trailers_pass_as_they_are() {
        const std::string body = chunk("{\"model\":\"claude-") + chunk("opus-5-5\"}") +
                                 "0\r\nX-Trailer: kept\r\n\r\n";
        std::string got;
        FakeVendor vendor([&](Tcp& connection) {
            got = connection.read_until("\r\n\r\n");
            got += connection.read_until("kept\r\n\r\n");
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" +
                            chunk(Message) + "0\r\nX-End: kept\r\n\r\n");
        });
        Rig rig(vendor.port());
        Tcp agent = Tcp::connect(rig.port());
        agent.send("POST /anthropic/v1/messages HTTP/1.1\r\nHost: localhost\r\n"
                   "Transfer-Encoding: chunked\r\n\r\n" + body);
        QVERIFY(agent.read_until("X-End: kept\r\n\r\n").ends_with("0\r\nX-End: kept\r\n\r\n"));
        QVERIFY(got.ends_with(body));
    }

    void pipelined_requests_are_answered_in_order() {
        int served = 0;
        FakeVendor vendor([&](Tcp& connection) {
            while (!read_request(connection).empty()) {
                connection.send(ok("{\"n\":" + std::to_string(++served) + "}"));
            }
        });
        Rig rig(vendor.port());
        Tcp agent = Tcp::connect(rig.port());
        agent.send(rig.post(Request) + rig.post(Request) + rig.post(Request));
        agent.read_until("{\"n\":1}");
        agent.read_until("{\"n\":2}");
        QVERIFY(agent.read_until("{\"n\":3}").ends_with("{\"n\":3}"));
        agent.close();
        rig.stop();
        QCOMPARE(vendor.connections(), 1);
    }

    void an_interim_answer_reaches_an_agent_that_waits_for_it() {
        FakeVendor vendor([&](Tcp& connection) {
            connection.read_until("\r\n\r\n");
            connection.send("HTTP/1.1 100 Continue\r\n\r\n");
            connection.read_exactly(Request.size());
            connection.send(ok(Message));
        });
        Rig rig(vendor.port());
        Tcp agent = Tcp::connect(rig.port());
        const std::string whole = rig.post(Request, "Expect: 100-continue\r\n");
        agent.send(whole.substr(0, whole.size() - Request.size()));
        QCOMPARE(agent.read_until("\r\n\r\n"), std::string("HTTP/1.1 100 Continue\r\n\r\n"));
        agent.send(Request);
        QVERIFY(agent.read_until(Message).ends_with(Message));
    }

    void an_answer_before_the_end_of_the_body_arrives() {
        FakeVendor vendor([&](Tcp& connection) {
            connection.read_until("\r\n\r\n");
            connection.send("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\n{}");
            connection.read_all();
        });
        Rig rig(vendor.port());
        Tcp agent = Tcp::connect(rig.port());
        agent.send("POST /anthropic/v1/messages HTTP/1.1\r\nHost: localhost\r\n"
                   "Content-Length: 3000000\r\n\r\n");
        for (int i = 0; i < 20; ++i) {
            agent.send(std::string(50'000, 'x'));
            QTest::qWait(5);
        }
        QVERIFY(agent.read_until("{}").starts_with("HTTP/1.1 413 Too Large\r\n"));
        const auto rows = rig.rows();
        QCOMPARE(rows.size(), std::size_t(1));
        QCOMPARE(*rows[0].http_status, std::int64_t(413));
    }

    void an_old_client_gets_a_plain_body_and_the_end() {
        FakeVendor vendor([&](Tcp& connection) {
            read_request(connection);
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk("one") +
                            chunk("two") + "0\r\n\r\n");
        });
        Rig rig(vendor.port());
        Tcp agent = Tcp::connect(rig.port());
        agent.send("GET /anthropic/v1/models HTTP/1.0\r\n\r\n");
        QCOMPARE(agent.read_all(), std::string("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nonetwo"));
    }

    void head_requests_have_no_body() {
        FakeVendor vendor([&](Tcp& connection) {
            while (!connection.read_until("\r\n\r\n").empty()) {
                connection.send("HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\n");
            }
        });
        Rig rig(vendor.port());
        Tcp agent = Tcp::connect(rig.port());
        const std::string head = "HEAD /anthropic/api/hello HTTP/1.1\r\nHost: localhost\r\n\r\n";
        agent.send(head + head);
        agent.read_until("\r\n\r\n");
        QVERIFY(agent.read_until("\r\n\r\n").starts_with("HTTP/1.1 404"));
    }

    void unsafe_requests_are_refused_data() {
        QTest::addColumn<QString>("head");
        QTest::addColumn<int>("status");
        const auto row = [](const char* name, const char* lines, int status) {
            QTest::newRow(name) << QString("POST /anthropic/v1/messages HTTP/1.1\r\n") + lines + "\r\n"
                                << status;
        };
        row("foreign host", "Host: evil.example\r\nContent-Length: 0\r\n", 403);
        row("web page", "Host: localhost\r\nOrigin: https://evil.example\r\nContent-Length: 0\r\n", 403);
        row("two lengths", "Host: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n", 400);
        row("length and coding",
            "Host: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n", 400);
        row("folded line", "Host: localhost\r\nX-A: b\r\n c\r\n", 400);
        row("bare line feed", "Host: localhost\nX-A: b\r\n", 400);
        QTest::newRow("unknown upstream")
            << "GET /nowhere/v1 HTTP/1.1\r\nHost: localhost\r\n\r\n" << 404;
        QTest::newRow("absolute form")
            << "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n" << 400;
    }
    void unsafe_requests_are_refused() {
        QFETCH(QString, head);
        QFETCH(int, status);
        FakeVendor vendor([](Tcp&) {});
        Rig rig(vendor.port());
        Tcp agent = Tcp::connect(rig.port());
        agent.send(head.toStdString());
        const std::string answer = agent.read_all();
        QVERIFY2(answer.starts_with("HTTP/1.1 " + std::to_string(status)), answer.c_str());
        rig.stop();
        QCOMPARE(vendor.connections(), 0);
        QCOMPARE(rig.counters().requests_refused.load(), std::int64_t(1));
    }

    void a_call_becomes_a_priced_row() {
        FakeVendor vendor([&](Tcp& connection) {
            read_request(connection);
            connection.send(ok(Message));
        });
        Rig rig(vendor.port());
        Tcp agent = Tcp::connect(rig.port());
        agent.send(rig.post(Request, "x-api-key: sk-ant-api03-x\r\n"));
        agent.read_until(Message);
        const auto rows = rig.rows();
        QCOMPARE(rows.size(), std::size_t(1));
        QCOMPARE(rows[0].model_served, std::string("claude-opus-5-5"));
        QCOMPARE(rows[0].usage.input_tokens, Tokens(10));
        QCOMPARE(rows[0].cost.list_cost_nano, Tokens(10 * 4'000 + 5 * 20'000));
        QCOMPARE(rows[0].pid, Tokens(QCoreApplication::applicationPid()));
        QCOMPARE(rows[0].response_id, std::string("msg_1"));
        QCOMPARE(rows[0].vendor_request_id, std::string("req_1"));
        QVERIFY(rows[0].outcome == Outcome::Ok);
    }

    void a_web_socket_passes_both_ways() {
        FakeVendor vendor([&](Tcp& connection) {
            connection.read_until("\r\n\r\n");
            connection.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                            "Connection: Upgrade\r\n\r\n");
            connection.send("down" + connection.read_exactly(2));
            connection.read_all();
        });
        Rig rig(vendor.port());
        Tcp agent = Tcp::connect(rig.port());
        agent.send("GET /openai/v1/responses HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                   "Upgrade: websocket\r\n\r\n");
        QVERIFY(agent.read_until("\r\n\r\n").find("Connection: Upgrade") != std::string::npos);
        agent.send("up");
        QCOMPARE(agent.read_exactly(6), std::string("downup"));
    }

    void a_defect_costs_its_connection_alone() {
        FakeVendor vendor([](Tcp& connection) {
            read_request(connection);
            connection.send(ok(Message));
        });
        BrokenClock clock;
        Rig rig(vendor.port(), std::chrono::milliseconds(300), &clock);
        clock.is_broken = true;
        Tcp unlucky = Tcp::connect(rig.port());
        unlucky.send(rig.post(Request));
        QCOMPARE(unlucky.read_all(), std::string());
        clock.is_broken = false;
        Tcp next = Tcp::connect(rig.port());
        next.send(rig.post(Request));
        QCOMPARE(next.read_until(Message), ok(Message));
        rig.stop();
        QCOMPARE(rig.counters().connections_open.load(), std::int64_t(0));
    }
};

FAREBOX_TEST_CLASS(ServerTest)
#include "server_test.moc"
