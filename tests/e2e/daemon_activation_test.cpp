// Socket activation as systemd does it: the manager holds the listening socket, so that a restart
// of the daemon refuses nobody.

#include "tests/e2e/support/loopback.h"
#include "tests/e2e/support/raw_call.h"
#include "tests/e2e/support/rig.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <thread>

using namespace farebox;
using namespace farebox::e2e;

namespace {

constexpr int FirstInherited = 3;  // SD_LISTEN_FDS_START

// What the manager does between fork and exec, and the shell that gives the daemon its own number.
DaemonSetup activated(int listener, std::uint16_t port) {
    DaemonSetup setup;
    setup.config = {{"listen", {{"port", port}}}};
    setup.before_exec = [listener] {
        if (listener != FirstInherited) ::dup2(listener, FirstInherited);
        ::fcntl(FirstInherited, F_SETFD, 0);
    };
    setup.launcher = {"/bin/sh", "-c", "LISTEN_FDS=1 LISTEN_PID=$$ exec \"$0\""};
    return setup;
}

}  // namespace

class DaemonActivationTest : public QObject {
    Q_OBJECT
private slots:
    void serves_on_the_socket_it_was_given();
    void a_restart_refuses_nobody();
    void a_restart_cuts_no_running_stream();
};

void DaemonActivationTest::serves_on_the_socket_it_was_given() {
    Rig rig(Start::MockOnly);
    std::uint16_t port = 0;
    const int listener = listen_anywhere(port);
    rig.start_daemon(activated(listener, port));
    QCOMPARE(send_message(port).status, 200);
    QCOMPARE(rig.calls(1).size(), std::size_t(1));
    QCOMPARE(number(rig.status()["daemon"], "port"), std::int64_t(port));
    ::close(listener);
}

void DaemonActivationTest::a_restart_refuses_nobody() {
    Rig rig(Start::MockOnly);
    std::uint16_t port = 0;
    const int listener = listen_anywhere(port);
    rig.start_daemon(activated(listener, port));

    std::atomic<bool> ending = false;
    std::atomic<int> good = 0;
    std::atomic<int> refused = 0;
    std::atomic<int> broken = 0;
    std::vector<std::thread> agents;
    for (int i = 0; i < 4; ++i) {
        agents.emplace_back([&] {
            while (!ending) {
                const Answer answer = send_message(port);
                if (answer.is_refused) ++refused;
                else if (answer.status == 200) ++good;
                else ++broken;
            }
        });
    }
    constexpr int Restarts = 3;
    for (int restart = 0; restart < Restarts; ++restart) {
        pause(std::chrono::milliseconds(400));
        rig.stop_daemon();
        rig.start_daemon(activated(listener, port));
    }
    pause(std::chrono::milliseconds(400));
    ending = true;
    for (auto& agent : agents) agent.join();
    qInfo("%d calls over %d restarts, %d broken", good.load(), Restarts, broken.load());
    QCOMPARE(refused.load(), 0);
    QCOMPARE(broken.load(), 0);
    QVERIFY(good > 20);
    // The rows of all four daemons are in one ledger.
    QVERIFY(wait_until(
        [&] { return number(rig.status()["ledger_file"], "calls") == good.load(); },
        std::chrono::seconds(10)));
    ::close(listener);
}

void DaemonActivationTest::a_restart_cuts_no_running_stream() {
    Rig rig(Start::MockOnly);
    std::uint16_t port = 0;
    const int listener = listen_anywhere(port);
    rig.start_daemon(activated(listener, port));
    rig.set_behaviour("{\"tool_turn\": false, \"events\": 20, \"gap_us\": 100000}");

    Answer answer;
    std::thread agent([&] { answer = send_message(port); });
    pause(std::chrono::milliseconds(600));
    rig.stop_daemon();
    agent.join();
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body.find("message_stop") != std::string::npos);
    rig.start_daemon(activated(listener, port));
    QCOMPARE(text(rig.calls(1).front(), "outcome"), std::string("ok"));
    ::close(listener);
}

FAREBOX_TEST_CLASS(DaemonActivationTest)
#include "daemon_activation_test.moc"
