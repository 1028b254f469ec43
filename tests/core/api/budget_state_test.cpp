#include "core/api/budget_state.h"

#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::api;

class BudgetStateTest : public QObject {
    Q_OBJECT
private:
    static BudgetState state() {
        BudgetState state;
        state.budget.budget_id = "payments";
        state.budget.name = "Payments";
        state.budget.limit = 150'000'000'000;
        state.spent = 83'000'000'000;
        state.reserved = 500'000'000;
        state.permille = 553;
        state.state = BudgetStatus::Warning;
        state.window_start = 1;
        state.window_end = 2;
        state.open_reservations = 3;
        state.overridden_until = 4;
        return state;
    }

private slots:
    void comes_back_the_same() {
        QVERIFY(parse_budget_state(to_json(state())).value() == state());
    }

    void names_tokens_as_tokens() {
        BudgetState tokens = state();
        tokens.budget.unit = BudgetUnit::Token;
        const Json json = to_json(tokens);
        QVERIFY(json.contains("spent_tokens") && json.contains("reserved_tokens"));
        QVERIFY(!json.contains("spent_nano"));
        QVERIFY(parse_budget_state(json).value() == tokens);
    }

    void passes_over_what_a_newer_daemon_adds() {
        Json json = to_json(state());
        json["colour"] = "green";
        QVERIFY(parse_budget_state(json).value() == state());
    }

    void refuses_a_budget_without_limit() {
        Json json = to_json(state());
        json.erase("limit_nano");
        QVERIFY(!parse_budget_state(json).has_value());
        QVERIFY(!parse_budget_state(Json::array()).has_value());
    }
};

FAREBOX_TEST_CLASS(BudgetStateTest)
#include "budget_state_test.moc"
