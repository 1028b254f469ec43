// Two terminals, the same agent, the same key, two repositories, at the same time: the case that
// no vendor's bill can tell apart.

#include "tests/e2e/support/rig.h"

#include <map>

using namespace farebox;
using namespace farebox::e2e;

class TwoTerminalsTest : public QObject {
    Q_OBJECT
private slots:
    void each_call_belongs_to_its_own_repository_data();
    void each_call_belongs_to_its_own_repository();
    void sums_by_repository_add_up_to_the_total();
};

void TwoTerminalsTest::each_call_belongs_to_its_own_repository_data() {
    QTest::addColumn<int>("agent");
    int index = 0;
    for (const Agent& agent : all_agents()) QTest::addRow("%s", agent.name.c_str()) << index++;
}

void TwoTerminalsTest::each_call_belongs_to_its_own_repository() {
    QFETCH(int, agent);
    const Agent used = all_agents()[static_cast<std::size_t>(agent)];
    Rig rig;
    const Repo payments(rig.folder("payments"), "git@github.com:acme/payments.git",
                        "feature/checkout");
    const Repo web(rig.folder("web"), "https://dev:token@github.com/acme/web.git", "main");
    rig.prepare(used);

    Child first(used.one_turn("Say hello."), rig.environment(used), payments.subfolder());
    Child second(used.one_turn("Say hello."), rig.environment(used), web.folder());
    const Finished first_done = first.wait();
    const Finished second_done = second.wait();
    QVERIFY2(first_done.exit_code == 0, first_done.report().c_str());
    QVERIFY2(second_done.exit_code == 0, second_done.report().c_str());

    std::map<std::string, std::string> branch_of_repo, session_of_repo;
    // Two calls a turn: the tool and the answer. Fewer would do while one terminal is still ahead.
    for (const Json& row : rig.calls(4)) {
        branch_of_repo[text(row, "repo")] = text(row, "branch");
        const auto known = session_of_repo.emplace(text(row, "repo"), text(row, "session_id"));
        QCOMPARE(text(row, "session_id"), known.first->second);
    }
    QCOMPARE(branch_of_repo.size(), std::size_t{2});
    QCOMPARE(branch_of_repo["github.com/acme/payments"], std::string("feature/checkout"));
    QCOMPARE(branch_of_repo["github.com/acme/web"], std::string("main"));
    QVERIFY(session_of_repo["github.com/acme/payments"] != session_of_repo["github.com/acme/web"]);
}

void TwoTerminalsTest::sums_by_repository_add_up_to_the_total() {
    Rig rig;
    const Repo payments(rig.folder("payments"), "git@github.com:acme/payments.git",
                        "feature/checkout");
    const Repo web(rig.folder("web"), "https://github.com/acme/web.git", "main");
    rig.prepare(claude_code());
    for (const auto& folder : {payments.folder(), web.folder(), rig.home()})
        QVERIFY(rig.turn(claude_code(), folder).exit_code == 0);

    std::int64_t total = 0;
    for (const Json& row : rig.calls(6)) total += number(row, "list_cost_nano");
    const Finished spend = rig.farebox({"spend", "--by", "repo", "--json"});
    QVERIFY2(spend.exit_code == 0, spend.report().c_str());
    const auto table = parse_json(spend.out);
    QVERIFY(table.has_value());
    std::int64_t sum = 0;
    for (const Json& row : (*table)["rows"]) sum += number(row, "list_cost_nano");
    QCOMPARE(sum, total);
}

FAREBOX_TEST_CLASS(TwoTerminalsTest)
#include "two_terminals_test.moc"
