// Interactive sessions. Codex's terminals are served by one daemon that keeps the folder of the
// terminal that started it; a look at the socket's owner alone would book the second checkout's
// money on the first. Claude Code asks a small model for a title, which names no folder at all.

#include "tests/e2e/support/rig.h"
#include "tests/e2e/support/terminal.h"

#include <map>
#include <set>

using namespace farebox;
using namespace farebox::e2e;

class InteractiveTest : public QObject {
    Q_OBJECT
private slots:
    void two_codex_terminals_keep_their_repositories();
    void claude_codes_calls_belong_to_one_session_and_repository();
};

void InteractiveTest::two_codex_terminals_keep_their_repositories() {
    Rig rig;
    rig.set_behaviour(R"({"tool_turn": false})");
    const Repo payments(rig.folder("payments"), "git@github.com:acme/payments.git",
                        "feature/checkout");
    const Repo web(rig.folder("web"), "https://github.com/acme/web.git", "main");
    rig.prepare(codex(), {payments.folder(), web.folder()});
    const Environment environment = rig.environment(codex());

    Terminal first(codex().interactive(), environment, payments.folder());
    QVERIFY2(first.wait_for(codex().ready_text), first.drawn().c_str());
    Terminal second(codex().interactive(), environment, web.folder());
    QVERIFY2(second.wait_for(codex().ready_text), second.drawn().c_str());
    first.say("Say hello from payments.");
    second.say("Say hello from web.");

    // Each prompt brings two calls: the turn, and a title for it in a session of its own. The
    // title names no folder and the daemon's is not to be trusted, so unknown is right for it.
    const auto rows = rig.calls(4);
    QVERIFY2(rows.size() >= 4, second.drawn().c_str());
    std::map<std::string, std::string> branch_of_repo;
    std::set<std::string> sessions;
    for (const Json& row : rows) {
        QCOMPARE(text(row, "agent"), codex().name);
        QCOMPARE(text(row, "agent_source"), codex().interactive_source);
        if (text(row, "repo").empty()) continue;
        QCOMPARE(text(row, "sub_agent"), std::string());
        branch_of_repo[text(row, "repo")] = text(row, "branch");
        sessions.insert(text(row, "session_id"));
    }
    QCOMPARE(branch_of_repo.size(), std::size_t{2});
    QCOMPARE(branch_of_repo["github.com/acme/payments"], std::string("feature/checkout"));
    QCOMPARE(branch_of_repo["github.com/acme/web"], std::string("main"));
    QCOMPARE(sessions.size(), std::size_t{2});
}

void InteractiveTest::claude_codes_calls_belong_to_one_session_and_repository() {
    Rig rig;
    rig.set_behaviour(R"({"tool_turn": false})");
    const Repo repo(rig.folder("payments"), "git@github.com:acme/payments.git", "feature/checkout");
    rig.prepare(claude_code(), {repo.folder()});
    Terminal terminal(claude_code().interactive(), rig.environment(claude_code()), repo.folder());
    QVERIFY2(terminal.wait_for(claude_code().ready_text), terminal.drawn().c_str());

    terminal.say("Say hello.");

    const auto rows = rig.calls(1);
    QVERIFY2(!rows.empty(), terminal.drawn().c_str());
    std::set<std::string> models;
    for (const Json& row : rows) {
        models.insert(text(row, "model_requested"));
        QCOMPARE(text(row, "session_id"), text(rows.front(), "session_id"));
        QCOMPARE(text(row, "repo"), std::string("github.com/acme/payments"));
        QCOMPARE(text(row, "branch"), std::string("feature/checkout"));
        QCOMPARE(text(row, "agent_source"), claude_code().interactive_source);
    }
    // A title call on a small model may come too; the versions seen do not always make one.
    QVERIFY(models.contains("claude-opus-5-5"));
}

FAREBOX_TEST_CLASS(InteractiveTest)
#include "interactive_test.moc"
