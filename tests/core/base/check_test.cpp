#include "core/base/check.h"

#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/suite.h"

class CheckTest : public QObject {
    Q_OBJECT
private slots:
    void goes_on_when_all_is_well() {
        int asked = 0;
        FAREBOX_CHECK(++asked == 1);
        QCOMPARE(asked, 1);
        QVERIFY(FAREBOX_ASSUME(asked == 1));
    }

    void stops_the_program_when_it_is_not() {
        const pid_t child = fork();
        if (child == 0) {
            // The reason belongs to this test, not to its output.
            close(STDERR_FILENO);
            signal(SIGABRT, SIG_DFL);
            FAREBOX_CHECK(child != 0);
            _exit(0);
        }
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status));
        QCOMPARE(WTERMSIG(status), SIGABRT);
    }
};

FAREBOX_TEST_CLASS(CheckTest)
#include "check_test.moc"
