// How calls end over real sockets: each way of breaking off leaves the right row and harms no other
// call.

#include "core/proxy/server.h"

#include "tests/core/proxy/exchanges.h"
#include "tests/core/proxy/rig.h"

#include <thread>

using namespace farebox;
using namespace farebox::tests;

class EndingsTest : public QObject {
    Q_OBJECT
private:
    // With the first event the agent is gone.
    static std::vector<Call> rows_after_hanging_up(Rig& rig) {
        {
            Tcp agent = Tcp::connect(rig.port());
            agent.send(rig.post(Request));
            agent.read_until("message_start");
        }
        (void)QTest::qWaitFor([&] { return rig.counters().calls_total.load() == 1; }, 5000);
        return rig.rows();
    }

private slots:
    void a_vendor_that_dies_half_way_resets_the_agent_and_keeps_what_was_seen() {
        FakeVendor vendor([&](Tcp& connection) {
            read_request(connection);
            connection.send(StreamHead + StreamStart);
        });
        Rig rig(vendor.port());
        Tcp agent = Tcp::connect(rig.port());
        agent.send(rig.post(Request));
        agent.read_all();
        QVERIFY(agent.was_reset());
        const auto rows = rig.rows();
        QCOMPARE(rows.size(), std::size_t(1));
        QVERIFY(rows[0].outcome == Outcome::UpstreamFailed);
        QVERIFY(rows[0].usage.usage_source == UsageSource::VendorPartial);
        QCOMPARE(rows[0].usage.input_tokens, Tokens(7));
    }

    void an_agent_that_hangs_up_is_metered_to_the_drain_limit() {
        FakeVendor vendor([&](Tcp& connection) {
            read_request(connection);
            connection.send(StreamHead + StreamStart);
            connection.read_all();
        });
        Rig rig(vendor.port());
        const auto rows = rows_after_hanging_up(rig);
        QCOMPARE(rows.size(), std::size_t(1));
        QVERIFY(rows[0].outcome == Outcome::ClientCancelled);
        QCOMPARE(rows[0].usage.input_tokens, Tokens(7));
    }

    void an_agent_that_hangs_up_stays_cancelled_when_the_answer_ends_while_draining() {
        FakeVendor vendor([&](Tcp& connection) {
            read_request(connection);
            connection.send(StreamHead + StreamStart);
            QThread::msleep(200);
            connection.send(StreamEnd);
        });
        Rig rig(vendor.port());
        const auto rows = rows_after_hanging_up(rig);
        QCOMPARE(rows.size(), std::size_t(1));
        QVERIFY(rows[0].outcome == Outcome::ClientCancelled);
        QVERIFY(rows[0].usage.usage_source == UsageSource::Vendor);
        QCOMPARE(rows[0].usage.output_tokens, Tokens(5));
    }

    void an_unreachable_vendor_is_said_in_words() {
        std::uint16_t dead = 0;
        { dead = FakeVendor([](Tcp&) {}).port(); }
        Rig rig(dead);
        Tcp agent = Tcp::connect(rig.port());
        agent.send(rig.post(Request));
        const std::string answer = agent.read_all();
        QVERIFY(answer.starts_with("HTTP/1.1 502"));
        QVERIFY(answer.find("farebox_upstream_unreachable") != std::string::npos);
        const auto rows = rig.rows();
        QCOMPARE(rows.size(), std::size_t(1));
        QVERIFY(rows[0].outcome == Outcome::UpstreamFailed);
        QVERIFY(!rows[0].usage.output_tokens.has_value());
    }

    void a_kept_connection_that_died_is_replaced() {
        FakeVendor vendor([&](Tcp& connection) {
            read_request(connection);
            connection.send(ok(Message));
        });
        Rig rig(vendor.port());
        Tcp agent = Tcp::connect(rig.port());
        for (int i = 0; i < 3; ++i) {
            agent.send(rig.post(Request));
            QVERIFY(agent.read_until(Message).ends_with(Message));
            QTest::qWait(50);
        }
        QCOMPARE(vendor.connections(), 3);
        QCOMPARE(rig.rows().size(), std::size_t(3));
    }

    void a_retry_after_a_failure_is_an_attempt_of_the_same_request() {
        int served = 0;
        FakeVendor vendor([&](Tcp& connection) {
            while (!read_request(connection).empty()) {
                connection.send(++served == 1 ? "HTTP/1.1 529 Overloaded\r\nContent-Length: 2\r\n\r\n{}"
                                              : ok(Message));
            }
        });
        Rig rig(vendor.port());
        Tcp agent = Tcp::connect(rig.port());
        agent.send(rig.post(Request));
        agent.read_until("{}");
        agent.send(rig.post(Request));
        agent.read_until(Message);
        agent.close();
        const auto rows = rig.rows();
        QCOMPARE(rows.size(), std::size_t(2));
        QVERIFY(rows[0].outcome == Outcome::VendorError);
        QCOMPARE(rows[1].request_id, rows[0].request_id);
        QCOMPARE(rows[1].attempt, std::int64_t(2));
    }

    void stopping_lets_a_running_stream_end() {
        std::atomic<bool> go_on{false};
        FakeVendor vendor([&](Tcp& connection) {
            read_request(connection);
            connection.send(StreamHead + StreamStart);
            while (!go_on) QTest::qSleep(5);
            connection.send(chunk("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n") +
                            "0\r\n\r\n");
        });
        Rig rig(vendor.port());
        Tcp agent = Tcp::connect(rig.port());
        agent.send(rig.post(Request));
        agent.read_until("message_start");
        std::thread stopper([&] { rig.stop(); });
        QTest::qSleep(50);
        go_on = true;
        QVERIFY(agent.read_all().ends_with("0\r\n\r\n"));
        stopper.join();
        QCOMPARE(rig.rows().size(), std::size_t(1));
    }
};

FAREBOX_TEST_CLASS(EndingsTest)
#include "endings_test.moc"
