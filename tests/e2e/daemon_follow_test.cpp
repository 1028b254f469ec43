// `farebox calls --follow`: a row appears while calls flow, Ctrl-C ends it.

#include "tests/e2e/support/raw_call.h"
#include "tests/e2e/support/rig.h"

#include <signal.h>

using namespace farebox;
using namespace farebox::e2e;

class DaemonFollowTest : public QObject {
    Q_OBJECT
private slots:
    void prints_each_call_once_and_ends_on_interrupt();
    void goes_on_over_a_restart_of_the_daemon();
};

namespace {

std::ptrdiff_t lines(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

}  // namespace

void DaemonFollowTest::prints_each_call_once_and_ends_on_interrupt() {
    Rig rig;
    QCOMPARE(send_message(rig.daemon_port()).status, 200);
    QCOMPARE(rig.calls(1).size(), std::size_t(1));

    const auto follower = rig.start_farebox({"calls", "--follow"});
    std::string printed;
    const auto has_lines = [&](std::ptrdiff_t count) {
        return wait_until([&] { return lines(printed += follower->read_out()) >= count; },
                          std::chrono::seconds(10));
    };
    QVERIFY2(has_lines(2), printed.c_str());  // titles and the call before
    for (int call = 1; call <= 3; ++call) {
        QCOMPARE(send_message(rig.daemon_port()).status, 200);
        QVERIFY2(has_lines(2 + call), printed.c_str());
    }
    pause(std::chrono::milliseconds(700));  // one more round of the follower
    printed += follower->read_out();
    QCOMPARE(lines(printed), std::ptrdiff_t(5));

    QVERIFY(follower->is_running());
    follower->interrupt();
    const Finished done = follower->wait(std::chrono::seconds(5));
    // By the signal itself, which a shell reports as 130.
    QCOMPARE(done.signal, SIGINT);
    QVERIFY2(done.err.empty(), done.err.c_str());
}

void DaemonFollowTest::goes_on_over_a_restart_of_the_daemon() {
    Rig rig;
    const auto follower = rig.start_farebox({"calls", "--follow", "--json"});
    rig.stop_daemon();
    pause(std::chrono::milliseconds(800));
    rig.start_daemon();
    QCOMPARE(send_message(rig.daemon_port()).status, 200);
    std::string printed;
    QVERIFY(wait_until([&] { return lines(printed += follower->read_out()) >= 1; },
                       std::chrono::seconds(10)));
    const auto row = parse_json(printed);
    QVERIFY2(row.has_value(), printed.c_str());
    QCOMPARE(text(*row, "model_served"), std::string("claude-opus-5-5"));
}

FAREBOX_TEST_CLASS(DaemonFollowTest)
#include "daemon_follow_test.moc"
