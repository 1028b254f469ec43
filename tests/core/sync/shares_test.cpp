#include "core/sync/shares.h"

#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::sync;

class SyncSharesTest : public QObject {
    Q_OBJECT
private:
    static budget::BudgetState state(BudgetSource source, std::int64_t spent, std::int64_t elsewhere) {
        budget::BudgetState state;
        state.budget.budget_id = "b";
        state.budget.source = source;
        state.spent = spent;
        state.elsewhere = elsewhere;
        state.reserved = 7;
        state.is_opened = true;
        state.window.start = 100;
        return state;
    }

private slots:
    void asks_nothing_for_budgets_of_its_own() {
        ShareKeeper shares;
        QVERIFY(shares.question({state(BudgetSource::User, 5, 0)}).is_null());
    }

    void tells_what_was_spent_here_and_wants_as_much_again() {
        ShareKeeper shares;
        const Json first = shares.question({state(BudgetSource::Collector, 50, 20)});
        QCOMPARE(first["budgets"][0],
                 (Json{{"budget_id", "b"}, {"window_start", 100}, {"spent", 30}, {"wanted", 7}, {"reserved", 7}, {"needed", 0}}));
        const Json second = shares.question({state(BudgetSource::Collector, 60, 20)});
        QCOMPARE(second["budgets"][0]["wanted"], Json(17));
        // A new window begins at 0.
        QCOMPARE(shares.question({state(BudgetSource::Collector, 2, 0)})["budgets"][0]["wanted"],
                 Json(7));
    }

    void asks_for_what_a_waiting_call_needs() {
        ShareKeeper shares;
        budget::BudgetState waiting = state(BudgetSource::Collector, 50, 20);
        waiting.share_need = 100;
        const Json question = shares.question({waiting});
        QCOMPARE(question["budgets"][0]["wanted"], Json(107));
        QCOMPARE(question["budgets"][0]["needed"], Json(107));
    }

    void tells_nothing_that_the_ledger_has_not_said() {
        ShareKeeper shares;
        budget::BudgetState early = state(BudgetSource::Collector, 0, 0);
        early.is_opened = false;
        QVERIFY(shares.question({early}).is_null());
    }

    void reads_the_answer() {
        const auto shares = ShareKeeper::parse_answer(
            {{"budgets", {{{"budget_id", "b"}, {"window_start", 1}, {"elsewhere", 2},
                           {"ceiling", 3}, {"expires_at", 40}, {"overridden_until", 50}}}},
             {"server_time", 30}},
            1'030);
        QVERIFY(shares.has_value());
        // This machine's clock is ahead by a thousand; the window is the budget's own.
        QVERIFY(shares->front() == (budget::Share{"b", 1, 2, 3, 1'040, 1'050}));
        QCOMPARE(ShareKeeper::without_ceilings(*shares)[0].expires_at, 0);
        QVERIFY(!ShareKeeper::parse_answer(Json::object(), 0));
        QVERIFY(!ShareKeeper::parse_answer({{"budgets", {{{"budget_id", "b"}}}}}, 0));
    }
};

FAREBOX_TEST_CLASS(SyncSharesTest)
#include "shares_test.moc"
