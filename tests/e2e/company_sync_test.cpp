// Three developers with real agents, one collector, and between them a proxy that cuts, delays,
// doubles and reorders: every call and every nano-dollar arrives, once.

#include "tests/e2e/support/company.h"
#include "tests/e2e/support/rig.h"

using namespace farebox;
using namespace farebox::e2e;

class CompanySyncTest : public QObject {
    Q_OBJECT
private:
    struct Developer {
        Rig rig{Start::MockOnly};
        Agent agent;
        std::unique_ptr<Repo> repo;

        Developer(const Company& company, const Agent& own, const std::string& branch) : agent(own) {
            DaemonSetup setup;
            setup.config = {{"collector", {{"url", company.url()}, {"enrolment_token", company.token()}}},
                            {"sync", {{"start_spread_s", 0}, {"interval_s", 1}}}};
            rig.start_daemon(setup);
            repo = std::make_unique<Repo>(rig.folder("payments"), "git@github.com:acme/payments.git",
                                          branch);
            rig.prepare(agent);
        }
        void work() const {
            const Finished done = rig.turn(agent, repo->folder());
            QVERIFY2(done.exit_code == 0, done.report().c_str());
        }
        bool drain() const {
            return wait_until(
                [&] {
                    rig.farebox({"sync", "now"});
                    const auto sync = parse_json(rig.farebox({"sync", "--json"}).out);
                    return sync && number(*sync, "pending") == 0;
                },
                std::chrono::seconds(60));
        }
    };

private slots:
    void every_cent_of_three_developers_arrives() {
        if (!Company::is_built()) QSKIP("built without farebox-collector");
        Company company(11);
        Developer ada(company, claude_code(), "feature/retry");
        Developer ben(company, codex(), "fix/rounding");
        Developer cleo(company, claude_code(), "main");
        ada.work();
        ben.work();
        company.restart_collector();
        cleo.work();
        ada.work();

        std::map<std::string, std::int64_t> made;
        std::int64_t sum = 0;
        for (const Developer* one : {&ada, &ben, &cleo}) {
            QVERIFY(!one->rig.calls(1).empty());
            QVERIFY2(one->drain(), one->rig.farebox({"sync", "--json"}).report().c_str());
            for (const Json& row : one->rig.calls(1)) {
                made[text(row, "call_id")] = number(row, "list_cost_nano");
                sum += number(row, "list_cost_nano");
            }
        }
        const auto held = company.costs();
        for (const auto& [call_id, cost] : made) {
            QVERIFY2(held.contains(call_id), call_id.c_str());
            QCOMPARE(held.at(call_id), cost);
        }
        QVERIFY(sum > 0);
        QCOMPARE(company.rolled_up(), sum);
    }
};

FAREBOX_TEST_CLASS(CompanySyncTest)
#include "company_sync_test.moc"
