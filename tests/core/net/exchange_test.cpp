#include "core/net/exchange.h"

#include "core/base/format.h"
#include "core/base/strings.h"
#include "tests/support/suite.h"
#include "tests/support/tcp.h"

using namespace farebox;
using namespace farebox::net;
using namespace farebox::tests;
using namespace std::chrono_literals;

class ExchangeTest : public QObject {
    Q_OBJECT
private:
    static Exchange question(std::uint16_t port) {
        Exchange wanted;
        wanted.url = parse_url(format("http://127.0.0.1:{}", port)).value();
        wanted.request = "question\n";
        wanted.limit = 2s;
        return wanted;
    }

private slots:
    void reads_to_the_end_or_until_it_is_enough() {
        FakeVendor server([](Tcp& tcp) {
            tcp.read_until("\n");
            tcp.send("answer");
        });
        QCOMPARE(exchange(question(server.port())).value(), "answer");
        FakeVendor open([](Tcp& tcp) {
            tcp.send("answer and");
            tcp.read_until("never");
        });
        Exchange enough = question(open.port());
        enough.is_complete = [](std::string_view received) { return received.size() >= 6; };
        QVERIFY(exchange(std::move(enough)).value().starts_with("answer"));
    }

    void reads_no_more_than_its_limit() {
        FakeVendor server([](Tcp& tcp) { tcp.send(std::string(100'000, 'x')); });
        Exchange small = question(server.port());
        small.answer_limit = 1'000;
        const auto answer = exchange(std::move(small));
        QCOMPARE(int(answer.error().code), int(ErrorCode::TooLarge));
    }

    void gives_up_in_time_and_when_stopped() {
        FakeVendor silent([](Tcp& tcp) { tcp.read_until("never"); });
        Exchange patient = question(silent.port());
        patient.limit = 50ms;
        QVERIFY(contains(exchange(std::move(patient)).error().message, "50 ms"));
        const std::atomic<bool> stop{true};
        Exchange stopped = question(silent.port());
        stopped.is_stopped = &stop;
        QVERIFY(contains(exchange(std::move(stopped)).error().message, "stopped"));
    }
};

FAREBOX_TEST_CLASS(ExchangeTest)
#include "exchange_test.moc"
