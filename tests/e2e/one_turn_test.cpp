// One turn of each real agent, from the places a developer starts it in: the checkout, a
// subfolder, a worktree, and a folder outside git. The rows must say who, where, how much, and why
// we think so.

#include "tests/e2e/support/rig.h"

using namespace farebox;
using namespace farebox::e2e;

class OneTurnTest : public QObject {
    Q_OBJECT
private slots:
    void every_call_has_agent_repository_branch_and_cost_data();
    void every_call_has_agent_repository_branch_and_cost();
    void outside_git_the_repository_is_unknown();
    void farebox_run_needs_no_configuration();
};

void OneTurnTest::every_call_has_agent_repository_branch_and_cost_data() {
    QTest::addColumn<QString>("place");
    QTest::addColumn<int>("agent");
    int index = 0;
    for (const Agent& agent : all_agents()) {
        for (const char* place : {"checkout", "subfolder", "worktree"})
            QTest::addRow("%s, %s", agent.name.c_str(), place) << place << index;
        ++index;
    }
}

void OneTurnTest::every_call_has_agent_repository_branch_and_cost() {
    QFETCH(QString, place);
    QFETCH(int, agent);
    const Agent used = all_agents()[static_cast<std::size_t>(agent)];
    Rig rig;
    const Repo repo(rig.folder("payments"), "git@github.com:acme/payments.git", "feature/checkout");
    Repo worktree_owner = repo;
    std::string folder = repo.folder();
    std::string branch = "feature/checkout";
    if (place == "subfolder") folder = repo.subfolder();
    if (place == "worktree") {
        folder = worktree_owner.add_worktree("payments-wt", "fix/rounding");
        branch = "fix/rounding";
    }
    rig.prepare(used);

    const Finished done = rig.turn(used, folder);
    QVERIFY2(done.exit_code == 0, done.report().c_str());

    const auto rows = rig.calls(1);
    QVERIFY(!rows.empty());
    for (const Json& row : rows) {
        QCOMPARE(text(row, "agent"), used.name);
        QCOMPARE(text(row, "agent_version"), used.version);
        QCOMPARE(text(row, "agent_source"), used.one_turn_source);
        QVERIFY(!text(row, "session_id").empty());
        QCOMPARE(text(row, "session_id"), text(rows.front(), "session_id"));
        QCOMPARE(text(row, "repo"), std::string("github.com/acme/payments"));
        QCOMPARE(text(row, "branch"), branch);
        QCOMPARE(text(row, "commit"), repo.commit());
        QCOMPARE(text(row, "worktree"), place == "worktree" ? std::string("payments-wt") : "");
        QCOMPARE(text(row, "model_requested"), used.model);
        QCOMPARE(text(row, "credential_class"), std::string("api_key"));
        QCOMPARE(text(row, "outcome"), std::string("ok"));
        QCOMPARE(text(row, "usage_source"), std::string("vendor"));
        QCOMPARE(text(row, "price_status"), std::string("priced"));
        QVERIFY(number(row, "input_tokens") > 0);
        QVERIFY(number(row, "output_tokens") > 0);
        QVERIFY(number(row, "list_cost_nano") > 0);
        for (const char* dimension : {"agent", "repo", "branch"})
            QVERIFY2(!evidence(row, dimension).empty(), dimension);
    }
}

void OneTurnTest::outside_git_the_repository_is_unknown() {
    Rig rig;
    rig.prepare(claude_code());
    QDir().mkpath(QString::fromStdString(rig.folder("notes")));
    const Finished done = rig.turn(claude_code(), rig.folder("notes"));
    QVERIFY2(done.exit_code == 0, done.report().c_str());
    const auto rows = rig.calls(1);
    QVERIFY(!rows.empty());
    QCOMPARE(text(rows.front(), "repo"), std::string());
    QCOMPARE(text(rows.front(), "branch"), std::string());
    QVERIFY(number(rows.front(), "list_cost_nano") > 0);
}

void OneTurnTest::farebox_run_needs_no_configuration() {
    Rig rig;
    const Repo repo(rig.folder("payments"), "git@github.com:acme/payments.git", "feature/checkout");
    Environment environment = rig.environment(claude_code());
    environment.erase("ANTHROPIC_BASE_URL");
    Argv argv{std::string(FAREBOX_BINARY_DIR) + "/bin/farebox", "run", "--"};
    for (const auto& word : claude_code().one_turn("Say hello.")) argv.push_back(word);

    const Finished done = run(argv, environment, repo.subfolder());

    QVERIFY2(done.exit_code == 0, done.report().c_str());
    const auto rows = rig.calls(1);
    QVERIFY(!rows.empty());
    QCOMPARE(text(rows.front(), "agent"), std::string("claude-code"));
    QCOMPARE(text(rows.front(), "repo"), std::string("github.com/acme/payments"));
    QCOMPARE(text(rows.front(), "branch"), std::string("feature/checkout"));
}

FAREBOX_TEST_CLASS(OneTurnTest)
#include "one_turn_test.moc"
