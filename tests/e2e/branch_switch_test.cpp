// The branch is switched in the middle of a session: what was spent before stays with the old
// branch, what comes after goes to the new one. The agent's own text names the branch of the
// session's start for ever, so only the checkout on disk can tell.

#include "tests/e2e/support/rig.h"
#include "tests/e2e/support/terminal.h"

using namespace farebox;
using namespace farebox::e2e;

class BranchSwitchTest : public QObject {
    Q_OBJECT
private slots:
    void a_continued_session_is_split_between_two_branches();
    void an_open_terminal_session_is_split_between_two_branches();
};

void BranchSwitchTest::a_continued_session_is_split_between_two_branches() {
    Rig rig;
    Repo repo(rig.folder("payments"), "git@github.com:acme/payments.git", "feature/checkout");
    rig.prepare(claude_code());
    QVERIFY(rig.turn(claude_code(), repo.folder()).exit_code == 0);
    const std::size_t before = rig.calls(2).size();  // a turn is two calls: tool and answer

    repo.switch_to("fix/rounding");
    Argv again = claude_code().one_turn("Say it again.");
    again.insert(again.begin() + 1, "--continue");
    const Finished done = run(again, rig.environment(claude_code()), repo.folder());
    QVERIFY2(done.exit_code == 0, done.report().c_str());

    const auto rows = rig.calls(before + 1);
    QVERIFY(rows.size() > before);
    QCOMPARE(text(rows.front(), "branch"), std::string("feature/checkout"));
    QCOMPARE(text(rows.back(), "branch"), std::string("fix/rounding"));
    QCOMPARE(text(rows.back(), "session_id"), text(rows.front(), "session_id"));
}

void BranchSwitchTest::an_open_terminal_session_is_split_between_two_branches() {
    Rig rig;
    rig.set_behaviour(R"({"tool_turn": false})");
    Repo repo(rig.folder("payments"), "git@github.com:acme/payments.git", "feature/checkout");
    rig.prepare(claude_code(), {repo.folder()});
    Terminal terminal(claude_code().interactive(), rig.environment(claude_code()), repo.folder());
    QVERIFY2(terminal.wait_for(claude_code().ready_text), terminal.drawn().c_str());

    terminal.say("Say hello.");
    QVERIFY(!rig.calls(1).empty());
    QVERIFY2(wait_until([&] { return text(rig.calls(1).back(), "branch") == "feature/checkout"; },
                        std::chrono::seconds(10)),
             terminal.drawn().c_str());
    pause(std::chrono::seconds(1));
    const std::size_t before = rig.calls(1).size();
    repo.switch_to("fix/rounding");
    terminal.say("Say it again.");

    const auto rows = rig.calls(before + 1);
    QVERIFY2(rows.size() > before, terminal.drawn().c_str());
    QCOMPARE(text(rows.back(), "branch"), std::string("fix/rounding"));
    QCOMPARE(text(rows.back(), "session_id"), text(rows.front(), "session_id"));
    QCOMPARE(text(rows.back(), "agent_source"), claude_code().interactive_source);
}

FAREBOX_TEST_CLASS(BranchSwitchTest)
#include "branch_switch_test.moc"
