#include "core/platform/activation.h"

#include "tests/core/platform/child.h"
#include "tests/core/platform/sockets.h"
#include "tests/support/suite.h"

#include <cstdlib>

#include <fcntl.h>
#include <sys/un.h>

using namespace farebox;
using namespace farebox::platform;
using farebox::tests::Listener;
using farebox::tests::TempDir;

namespace {

/// Runs `body` in a fork, because descriptor numbers and the environment belong to the process.
int status_of(const std::function<bool()>& body) {
    const pid_t pid = fork();
    if (pid == 0) _exit(body() ? 0 : 1);
    int status = 0;
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

void announce(pid_t pid, int count) {
    setenv("LISTEN_PID", std::to_string(pid).c_str(), 1);
    setenv("LISTEN_FDS", std::to_string(count).c_str(), 1);
    setenv("LISTEN_FDNAMES", "proxy:extra", 1);
}

}  // namespace

class ActivationTest : public QObject {
    Q_OBJECT
private slots:
    void takes_announced_listeners_once();
    void listeners_for_another_process_are_left_alone();
    void without_a_manager_nothing_happens();
    void tells_the_manager();
};

void ActivationTest::takes_announced_listeners_once() {
    const Listener listener(AF_INET);
    const int status = status_of([&] {
        dup2(listener.fd(), 3);
        dup2(open("/dev/null", O_RDONLY), 4);  // announced, but no listener
        announce(getpid(), 2);
        const auto taken = take_inherited_listeners();
        return taken.size() == 1 && taken[0].handle == 3 && taken[0].name == "proxy" &&
               (fcntl(3, F_GETFD) & FD_CLOEXEC) != 0 && take_inherited_listeners().empty();
    });
    QCOMPARE(status, 0);
}

void ActivationTest::listeners_for_another_process_are_left_alone() {
    const int status = status_of([] {
        announce(1, 1);
        return take_inherited_listeners().empty() && getenv("LISTEN_FDS") == nullptr;
    });
    QCOMPARE(status, 0);
}

void ActivationTest::without_a_manager_nothing_happens() {
    QVERIFY(take_inherited_listeners().empty());
    notify_service_manager("READY=1");
}

void ActivationTest::tells_the_manager() {
    const TempDir dir;
    const std::string path = dir.file("notify");
    const int manager = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strcpy(address.sun_path, path.c_str());
    QCOMPARE(bind(manager, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    const int status = status_of([&] {
        setenv("NOTIFY_SOCKET", path.c_str(), 1);
        notify_service_manager("READY=1");
        return true;
    });
    QCOMPARE(status, 0);
    char text[64] = {};
    QCOMPARE(recv(manager, text, sizeof text, MSG_DONTWAIT), ssize_t(7));
    QCOMPARE(std::string(text), std::string("READY=1"));
    close(manager);
}

FAREBOX_TEST_CLASS(ActivationTest)
#include "activation_test.moc"
