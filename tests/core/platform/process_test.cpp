#include "core/platform/process.h"

#include "tests/core/platform/child.h"
#include "tests/support/suite.h"

#include <algorithm>
#include <filesystem>

#include <fcntl.h>

using namespace farebox;
using farebox::tests::Child;
using farebox::tests::TempDir;

class ProcessTest : public QObject {
    Q_OBJECT
private slots:
    void reads_directory_arguments_and_parent();
    void a_folder_that_is_gone_keeps_its_name();
    void a_name_with_blanks_and_brackets_is_read();
    void an_ended_process_is_not_found();
    void ancestry_leads_from_the_child_to_us();
    void ancestry_stops_at_its_limit();
    void environment_returns_only_what_was_asked();
    void knows_itself();
};

void ProcessTest::reads_directory_arguments_and_parent() {
    const TempDir dir;
    const Child child({"/bin/sleep", "60"}, dir.path());
    const auto process = platform::read_process(child.pid());
    QVERIFY(process.has_value());
    QCOMPARE(process->name, std::string("sleep"));
    QCOMPARE(process->cwd, std::filesystem::canonical(dir.path()).string());
    QCOMPARE(process->argv, (std::vector<std::string>{"/bin/sleep", "60"}));
    QCOMPARE(process->parent_pid, std::int64_t(getpid()));
    QCOMPARE(process->uid, platform::user_id());
    QVERIFY(process->path.ends_with("sleep") || process->path.ends_with("coreutils"));
    QVERIFY(process->id.start_time > 0);
}

void ProcessTest::a_folder_that_is_gone_keeps_its_name() {
    const TempDir dir;
    const std::string gone = dir.file("gone");
    std::filesystem::create_directory(gone);
    const Child child({"/bin/sleep", "60"}, gone);
    std::filesystem::remove(gone);
    const auto process = platform::read_process(child.pid());
    QVERIFY(process.has_value());
    QCOMPARE(process->cwd, std::filesystem::canonical(dir.path()).string() + "/gone");
}

void ProcessTest::a_name_with_blanks_and_brackets_is_read() {
    const TempDir dir;
    const std::string program = dir.file("a) R 1 (b");
    std::filesystem::copy_file("/bin/sleep", program);
    const Child child({program, "60"}, dir.path());
    const auto process = platform::read_process(child.pid());
    QVERIFY(process.has_value());
    QCOMPARE(process->name, std::string("a) R 1 (b"));
    QCOMPARE(process->parent_pid, std::int64_t(getpid()));
}

void ProcessTest::an_ended_process_is_not_found() {
    Child child({"/bin/sleep", "60"}, "/");
    const std::int64_t pid = child.pid();
    child.stop();
    const auto process = platform::read_process(pid);
    QVERIFY(!process.has_value());
    QCOMPARE(process.error().code, ErrorCode::NotFound);
    QVERIFY(!platform::find_process(pid).has_value());
}

void ProcessTest::ancestry_leads_from_the_child_to_us() {
    const Child child({"/bin/sleep", "60"}, "/");
    const auto chain = platform::read_ancestry(child.pid());
    QVERIFY(chain.size() >= 2);
    QCOMPARE(chain[0].id.pid, std::int64_t(child.pid()));
    QCOMPARE(chain[1].id, platform::current_process());
}

void ProcessTest::ancestry_stops_at_its_limit() {
    const Child child({"/bin/sleep", "60"}, "/");
    QCOMPARE(platform::read_ancestry(child.pid(), 1).size(), std::size_t(1));
    QVERIFY(platform::read_ancestry(0).empty());
}

void ProcessTest::environment_returns_only_what_was_asked() {
    const Child child({"/bin/sleep", "60"}, "/",
                      {"GITHUB_ACTIONS=true", "SECRET_KEY=canary", "GITHUB_REF=refs/heads/a=b"});
    const auto found = platform::find_environment(child.pid(), {"GITHUB_ACTIONS", "GITHUB_REF"});
    QCOMPARE(found.size(), std::size_t(2));
    QCOMPARE(found[0].second, std::string("true"));
    QCOMPARE(found[1].second, std::string("refs/heads/a=b"));
}

void ProcessTest::knows_itself() {
    QCOMPARE(platform::current_process().pid, std::int64_t(getpid()));
    QVERIFY(platform::current_executable().ends_with("test_platform"));
    QVERIFY(!platform::user_name().empty());
}

FAREBOX_TEST_CLASS(ProcessTest)
#include "process_test.moc"
