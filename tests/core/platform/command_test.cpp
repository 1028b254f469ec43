#include "core/platform/command.h"

#include "core/base/strings.h"
#include "core/platform/memory.h"
#include "core/platform/thread.h"
#include "tests/core/platform/child.h"
#include "tests/support/suite.h"

#include <chrono>
#include <thread>

#include <fcntl.h>
#include <pthread.h>

using namespace farebox;
using namespace farebox::platform;
using namespace std::chrono_literals;
using farebox::tests::TempDir;

class CommandTest : public QObject {
    Q_OBJECT
private slots:
    void captures_output_and_exit_code();
    void gives_exactly_the_environment_asked();
    void hands_on_no_descriptors();
    void gives_its_input_to_a_line_for_the_shell();
    void kills_what_takes_too_long_with_its_children();
    void stops_what_prints_too_much();
    void a_missing_program_is_told();
    void becomes_a_command_with_extra_variables();
    void names_a_thread();
    void knows_its_own_memory();
};

void CommandTest::captures_output_and_exit_code() {
    const auto output = capture_command({"/bin/sh", "-c", "echo out; echo err >&2; exit 3"}, {});
    QVERIFY(output.has_value());
    QCOMPARE(output->text, std::string("out\n"));
    QCOMPARE(output->exit_code, 3);
}

void CommandTest::gives_exactly_the_environment_asked() {
    setenv("FAREBOX_TEST_SECRET", "canary", 1);
    const auto output = capture_command({"/usr/bin/env"}, {{"A", "1"}, {"B", "x y"}});
    QCOMPARE(output->text, std::string("A=1\nB=x y\n"));
}

void CommandTest::hands_on_no_descriptors() {
    const int leaked = open("/dev/null", O_RDONLY);
    const auto output = capture_command({"/bin/ls", "/proc/self/fd"}, {});
    QVERIFY(output.has_value());
    QCOMPARE(output->text, std::string("0\n1\n2\n3\n"));  // 3 is ls reading the folder
    ::close(leaked);
}

void CommandTest::gives_its_input_to_a_line_for_the_shell() {
    const auto output = capture_command(shell_line("read -r line; echo \"got $line\""), {}, {},
                                        "{\"a\":1}\n");
    QVERIFY(output.has_value());
    QCOMPARE(output->text, std::string("got {\"a\":1}\n"));
    QVERIFY(!capture_command(shell_line("cat"), {}, {}, std::string(40'000, 'x')).has_value());
}

void CommandTest::kills_what_takes_too_long_with_its_children() {
    const TempDir dir;
    const auto begin = std::chrono::steady_clock::now();
    const std::string script = "(sleep 1; touch " + dir.file("late") + ") & sleep 60";
    const auto output = capture_command({"/bin/sh", "-c", script}, {{"PATH", "/bin:/usr/bin"}},
                                        {.time = 200ms});
    QVERIFY(!output.has_value());
    QCOMPARE(output.error().code, ErrorCode::Unavailable);
    QVERIFY(std::chrono::steady_clock::now() - begin < 5s);
    std::this_thread::sleep_for(1200ms);
    QVERIFY(access(dir.file("late").c_str(), F_OK) != 0);
}

void CommandTest::stops_what_prints_too_much() {
    const auto output = capture_command({"/bin/cat", "/dev/zero"}, {}, {.output_bytes = 1000});
    QVERIFY(!output.has_value());
    QCOMPARE(output.error().code, ErrorCode::TooLarge);
}

void CommandTest::a_missing_program_is_told() {
    const auto output = capture_command({"/nowhere/program"}, {});
    QVERIFY(!output.has_value());
    QCOMPARE(output.error().code, ErrorCode::NotFound);
    const auto failed = become_command({"/nowhere/program"}, {});
    QVERIFY(contains(failed.error().message, "/nowhere/program"));
    QVERIFY(!become_command({}, {}).has_value());
}

void CommandTest::becomes_a_command_with_extra_variables() {
    const pid_t pid = fork();
    if (pid == 0) {
        (void)become_command({"sh", "-c", "test \"$FAREBOX_X\" = yes"}, {{"FAREBOX_X", "yes"}});
        _exit(99);
    }
    int status = 0;
    waitpid(pid, &status, 0);
    QCOMPARE(WEXITSTATUS(status), 0);
}

void CommandTest::names_a_thread() {
    char name[32] = {};
    std::thread([&] {
        name_thread("a-name-that-is-too-long");
        lower_thread_priority();
        pthread_getname_np(pthread_self(), name, sizeof name);
    }).join();
    QCOMPARE(std::string(name), std::string("a-name-that-is-"));
}

void CommandTest::knows_its_own_memory() {
    release_free_heap();
    const auto usage = read_resource_usage();
    QVERIFY(usage.has_value());
    QVERIFY(usage->resident_bytes > 1024 * 1024);
    QVERIFY(usage->threads >= 1);
}

FAREBOX_TEST_CLASS(CommandTest)
#include "command_test.moc"
