#include "core/sync/shares.h"

#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::sync;

class SyncSharesTest : public QObject {
    Q_OBJECT
private:
    static budget::ShareOffer offer(std::int64_t spent) { return {"b", 100, spent, 7, 9, 0}; }

private slots:
    void asks_nothing_where_nothing_is_shared() {
        ShareKeeper shares;
        QVERIFY(shares.question({}).is_null());
    }

    void tells_what_was_spent_here_and_wants_as_much_again() {
        ShareKeeper shares;
        const Json first = shares.question({offer(30)});
        QCOMPARE(first["budgets"][0],
                 (Json{{"budget_id", "b"}, {"window_start", 100}, {"spent", 30}, {"wanted", 7}, {"kept", 9}, {"needed", 0}}));
        const Json second = shares.question({offer(40)});
        QCOMPARE(second["budgets"][0]["wanted"], Json(17));
        // A new window begins at 0.
        QCOMPARE(shares.question({offer(2)})["budgets"][0]["wanted"], Json(7));
    }

    void asks_for_what_a_waiting_call_needs() {
        ShareKeeper shares;
        budget::ShareOffer waiting = offer(30);
        waiting.need = 100;
        const Json question = shares.question({waiting});
        QCOMPARE(question["budgets"][0]["wanted"], Json(107));
        QCOMPARE(question["budgets"][0]["needed"], Json(107));
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
