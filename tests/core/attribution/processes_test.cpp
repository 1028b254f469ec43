#include "core/attribution/processes.h"

#include "tests/core/attribution/git_sandbox.h"

using namespace farebox;
using namespace farebox::attribution;
using platform::Process;
using platform::ProcessId;

namespace {

Process seen_in(const std::string& cwd, std::vector<std::string> argv = {"claude"}) {
    return {{4711, 99}, 4700, 1000, "claude", "/opt/claude", cwd, std::move(argv)};
}

}  // namespace

class ProcessesTest : public QObject {
    Q_OBJECT
private slots:
    void processes_are_remembered_with_a_fresh_directory();
    void a_reused_number_is_another_process();
    void server_words_are_looked_for_in_front_only();
};

void ProcessesTest::processes_are_remembered_with_a_fresh_directory() {
    Process now = seen_in("/one");
    bool is_alive = true;
    int walks = 0;
    ProcessSource source;
    source.find = [&](std::int64_t) { return is_alive ? std::optional(now.id) : std::nullopt; };
    source.read = [&](std::int64_t) -> Result<Process> {
        if (!is_alive) return not_found("gone");
        return now;
    };
    source.ancestry = [&](std::int64_t) { ++walks; return std::vector{now, seen_in("/")}; };
    source.environment = [](auto, const auto&) {
        return std::vector<std::pair<std::string, std::string>>{{"GITLAB_CI", "true"}};
    };
    Processes processes(source);
    QCOMPARE(processes.ancestry(now.id).size(), std::size_t(2));
    now.cwd = "/two";
    QCOMPARE(processes.ancestry(now.id).front().cwd, std::string("/two"));
    QCOMPARE(processes.ci(now.id)->provider, std::string("gitlab"));
    is_alive = false;
    QCOMPARE(processes.ancestry(now.id).front().cwd, std::string("/two"));
    QCOMPARE(walks, 1);
}

void ProcessesTest::a_reused_number_is_another_process() {
    ProcessSource source;
    source.find = [](std::int64_t pid) { return std::optional(ProcessId{pid, 2}); };
    source.ancestry = [](std::int64_t pid) {
        Process process = seen_in("/");
        process.id = {pid, 2};
        return std::vector{process};
    };
    source.environment = [](auto, const auto&) {
        return std::vector<std::pair<std::string, std::string>>{};
    };
    Processes processes(source);
    QVERIFY(processes.ancestry({7, 1}).empty());
    QVERIFY(!processes.ci({7, 1}).has_value());
    QCOMPARE(processes.ancestry({7, 2}).size(), std::size_t(1));
}

void ProcessesTest::server_words_are_looked_for_in_front_only() {
    QVERIFY(untrusted_cwd_reason(seen_in("/", {"codex", "app-server"})).has_value());
    QVERIFY(untrusted_cwd_reason(seen_in("/", {"node", "/x/opencode", "serve"})).has_value());
    QVERIFY(!untrusted_cwd_reason(seen_in("/", {"serve"})).has_value());
    QVERIFY(!untrusted_cwd_reason(seen_in("/", {"claude", "-p", "please serve"})).has_value());
    QVERIFY(!untrusted_cwd_reason(seen_in("/", {})).has_value());
}

FAREBOX_TEST_CLASS(ProcessesTest)
#include "processes_test.moc"
