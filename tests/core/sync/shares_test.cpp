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
                 (Json{{"budget_id", "b"}, {"window_start", 100}, {"spent", 30}, {"wanted", 7}}));
        const Json second = shares.question({state(BudgetSource::Collector, 60, 20)});
        QCOMPARE(second["budgets"][0]["wanted"], Json(17));
        // A new window begins at 0.
        QCOMPARE(shares.question({state(BudgetSource::Collector, 2, 0)})["budgets"][0]["wanted"],
                 Json(7));
    }

    void reads_the_answer() {
        const auto shares = ShareKeeper::parse_answer(
            {{"budgets", {{{"budget_id", "b"}, {"window_start", 1}, {"elsewhere", 2},
                           {"ceiling", 3}, {"expires_at", 4}, {"overridden_until", 5}}}}});
        QVERIFY(shares.has_value());
        QVERIFY(shares->front() == (budget::Share{"b", 1, 2, 3, 4, 5}));
        QVERIFY(!ShareKeeper::parse_answer(Json::object()));
        QVERIFY(!ShareKeeper::parse_answer({{"budgets", {{{"budget_id", "b"}}}}}));
    }
};

FAREBOX_TEST_CLASS(SyncSharesTest)
#include "shares_test.moc"
