// The agent is killed in the middle of an answer. The vendor bills what it produced, so the row
// must exist, say what happened, and carry what was seen.

#include "tests/e2e/support/rig.h"

using namespace farebox;
using namespace farebox::e2e;

class InterruptedTest : public QObject {
    Q_OBJECT
private slots:
    void a_killed_agent_leaves_a_cancelled_row_with_usage();
    void a_vendor_that_dies_leaves_a_failed_row();
};

void InterruptedTest::a_killed_agent_leaves_a_cancelled_row_with_usage() {
    Rig rig;
    // A slow answer of a minute: nobody waits for its end.
    rig.set_behaviour(R"({"tool_turn": false, "events": 600, "gap_us": 100000})");
    const Repo repo(rig.folder("payments"), "git@github.com:acme/payments.git", "feature/checkout");
    rig.prepare(claude_code());

    Child agent(claude_code().one_turn("Say hello."), rig.environment(claude_code()),
                repo.folder());
    QVERIFY(wait_until([&] { return !rig.mock_requests().empty(); }, std::chrono::seconds(30)));
    pause(std::chrono::seconds(2));
    agent.kill_now();

    const auto rows = rig.calls(1);
    QVERIFY(!rows.empty());
    const Json& row = rows.front();
    QCOMPARE(text(row, "outcome"), std::string("client_cancelled"));
    QCOMPARE(text(row, "usage_source"), std::string("vendor_partial"));
    QVERIFY(number(row, "input_tokens") > 0);
    QVERIFY(number(row, "list_cost_nano") > 0);
    QCOMPARE(text(row, "repo"), std::string("github.com/acme/payments"));
    QCOMPARE(text(row, "branch"), std::string("feature/checkout"));
}

void InterruptedTest::a_vendor_that_dies_leaves_a_failed_row() {
    Rig rig;
    rig.set_behaviour(
        R"({"tool_turn": false, "queue": [{"tool_turn": false, "cut_at": 5, "cut": "reset"}]})");
    const Repo repo(rig.folder("payments"), "git@github.com:acme/payments.git", "feature/checkout");
    rig.prepare(claude_code());
    const Finished done = rig.turn(claude_code(), repo.folder());
    QVERIFY2(done.exit_code == 0, done.report().c_str());

    // The agent tries again by itself: the broken attempt and the good one are two rows.
    const auto rows = rig.calls(2);
    QVERIFY(rows.size() >= 2);
    QCOMPARE(text(rows.front(), "outcome"), std::string("upstream_failed"));
    QVERIFY(number(rows.front(), "input_tokens") > 0);
    QCOMPARE(text(rows.back(), "outcome"), std::string("ok"));
    QCOMPARE(text(rows.back(), "session_id"), text(rows.front(), "session_id"));
}

FAREBOX_TEST_CLASS(InterruptedTest)
#include "interrupted_test.moc"
