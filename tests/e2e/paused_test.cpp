// A used-up budget and the real agents: each stops at once, shows our sentence, does not try
// again, and goes on after an override. Nothing reaches the vendor meanwhile.

#include "tests/e2e/support/rig.h"

#include <chrono>

using namespace farebox;
using namespace farebox::e2e;

namespace {

// Less than any call may cost.
const Json UsedUp = {{"budgets", Json::array({{{"name", "Team Payments"},
                                               {"limit_usd", "0.000001"},
                                               {"period", "month"}}})}};
constexpr const char* Sentence = "Team Payments";
constexpr const char* WayOut = "farebox override";

std::int64_t now_ns() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

std::size_t model_calls_at(const Rig& rig) {
    std::size_t count = 0;
    for (const Json& request : rig.mock_requests()) {
        const std::string path = find_string(request, "target").value_or("");
        if (path.find("count_tokens") == std::string::npos &&
            (path.find("/messages") != std::string::npos ||
             path.find("/responses") != std::string::npos)) {
            ++count;
        }
    }
    return count;
}

}  // namespace

class PausedTest : public QObject {
    Q_OBJECT
private slots:
    void stops_shows_why_and_goes_on_after_an_override_data();
    void stops_shows_why_and_goes_on_after_an_override();
    void a_budget_of_another_branch_does_not_stop_it();
};

void PausedTest::stops_shows_why_and_goes_on_after_an_override_data() {
    QTest::addColumn<int>("agent");
    QTest::addColumn<int>("websocket_status");
    QTest::addRow("claude-code") << 0 << 426;
    QTest::addRow("codex, plain requests") << 1 << 426;
    QTest::addRow("codex, the vendor takes WebSockets") << 1 << 101;
}

void PausedTest::stops_shows_why_and_goes_on_after_an_override() {
    QFETCH(int, agent);
    QFETCH(int, websocket_status);
    const Agent used = all_agents()[static_cast<std::size_t>(agent)];
    Rig rig(Start::MockOnly);
    rig.start_daemon({.config = UsedUp});
    rig.set_behaviour("{\"websocket_status\": " + std::to_string(websocket_status) + "}");
    const Repo repo(rig.folder("payments"), "git@github.com:acme/payments.git", "feature/checkout");
    rig.prepare(used);

    const Finished paused = rig.turn(used, repo.folder());
    const std::int64_t stopped_at = now_ns();
    const std::string said = paused.out + paused.err;
    QVERIFY2(paused.exit_code == 1, paused.report().c_str());
    QVERIFY2(said.find(Sentence) != std::string::npos, paused.report().c_str());
    QVERIFY2(said.find(WayOut) != std::string::npos, paused.report().c_str());
    QCOMPARE(model_calls_at(rig), std::size_t(0));

    const auto refused = rig.calls(1);
    QVERIFY(!refused.empty());
    for (const Json& row : refused) {
        QCOMPARE(text(row, "outcome"), std::string("refused"));
        QCOMPARE(text(row, "agent"), used.name);
        QCOMPARE(text(row, "repo"), std::string("github.com/acme/payments"));
        QCOMPARE(number(row, "attempt"), std::int64_t(1));  // no second try
        QCOMPARE(text(row, "list_cost_nano"), std::string());
    }
    qInfo("refused %zu call(s); the agent ended %lld ms after the first", refused.size(),
          static_cast<long long>((stopped_at - number(refused.front(), "started_at")) / 1'000'000));

    const Finished lifted = rig.farebox({"override", "--for", "1h", "--reason", "release day"});
    QVERIFY2(lifted.exit_code == 0, lifted.report().c_str());
    const Finished done = rig.turn(used, repo.folder());
    QVERIFY2(done.exit_code == 0, done.report().c_str());
    QVERIFY(model_calls_at(rig) > 0);
    const auto rows = rig.calls(refused.size() + 1);
    QVERIFY(rows.size() > refused.size());
    QCOMPARE(text(rows.back(), "outcome"), std::string("ok"));
    QVERIFY(!text(rows.back(), "override_id").empty());
}

void PausedTest::a_budget_of_another_branch_does_not_stop_it() {
    Json config = UsedUp;
    config["budgets"][0]["scope"] = {{"repo", "github.com/acme/payments"}, {"branch", "release/*"}};
    Rig rig(Start::MockOnly);
    rig.start_daemon({.config = config});
    const Repo repo(rig.folder("payments"), "git@github.com:acme/payments.git", "feature/checkout");
    rig.prepare(claude_code());
    const Finished done = rig.turn(claude_code(), repo.folder());
    QVERIFY2(done.exit_code == 0, done.report().c_str());
    for (const Json& row : rig.calls(1)) QCOMPARE(text(row, "outcome"), std::string("ok"));
}

FAREBOX_TEST_CLASS(PausedTest)
#include "paused_test.moc"
