#include "core/api/summary.h"

#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::api;

class SummaryTest : public QObject {
    Q_OBJECT
private:
    static Summary full() {
        Summary summary;
        summary.now = 1'795'000'000'000'000'000;
        summary.version = "0.1.0";
        summary.today = {12, 1, 2, 0, 0, 4'200'000'000, std::nullopt};
        summary.month = {400, 3, 2, 0, 0, 83'000'000'000, 10'000'000'000};
        summary.cost_basis_note = "mixed";
        summary.forecast = {140'000'000'000, std::nullopt, ""};
        summary.live = {{"codex", "", "github.com/acme/payments", "feat/x", "s1", std::nullopt, 3,
                         true, 17, "certain"}};
        summary.top.repo = {{"", "github.com/acme/payments", 3, 4, 0},
                            {"", "", std::nullopt, 1, 1}};
        BudgetState state;
        state.budget.budget_id = state.budget.name = "all";
        state.budget.limit = 5;
        summary.budgets = {state};
        summary.overrides = {{"o1", "", "release", 99, "kim"}};
        summary.paused = true;
        summary.health = {false, {"the disk is full"}, 7717, 60, 2, {"behind", 3, 11}};
        summary.managed_by = ManagedBy{"Acme", "Managed by Acme", "https://acme.example"};
        summary.collected = {"agent", "repo"};
        summary.unattributed_calls = 1;
        summary.unpriced_calls = 2;
        return summary;
    }

private slots:
    void comes_back_the_same() { QVERIFY(parse_summary(to_json(full())).value() == full()); }

    void unknown_is_null_and_stays_absent() {
        const Json json = to_json(full());
        QVERIFY(json["live"][0]["cost_nano"].is_null());
        QVERIFY(json["today"]["billed_cost_nano"].is_null());
        QVERIFY(!parse_summary(json)->live[0].cost_nano.has_value());
        QVERIFY(to_json(Summary{})["managed_by"].is_null());
    }

    void a_bad_part_costs_no_other() {
        Json json = to_json(full());
        json["live"] = "none";
        json["health"]["port"] = "7717";
        json["budgets"].push_back("x");
        json["today"]["calls"] = nullptr;
        const auto summary = parse_summary(json);
        QVERIFY(summary.has_value());
        QVERIFY(summary->live.empty());
        QCOMPARE(summary->health.port, std::int64_t(0));
        QCOMPARE(summary->budgets.size(), std::size_t(1));
        QCOMPARE(summary->month.calls, std::int64_t(400));
    }

    void is_refused_without_its_time() {
        QVERIFY(!parse_summary(Json::object()).has_value());
        QVERIFY(!parse_summary(Json("text")).has_value());
    }
};

FAREBOX_TEST_CLASS(SummaryTest)
#include "summary_test.moc"
