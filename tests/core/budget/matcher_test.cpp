#include "core/budget/matcher.h"

#include "core/budget/charge.h"
#include "tests/core/budget/rig.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::budget;
using namespace farebox::tests;

class MatcherTest : public QObject {
    Q_OBJECT
private slots:
    void matches_what_is_named_and_anything_else() {
        const Dimensions work{"dev", "github.com/acme/payments", "feat/a/b", "codex", "gpt-6-mini"};
        QVERIFY(match({}, work) == Match::Yes);
        QVERIFY(match({.repo = "github.com/acme/*", .branch = "feat/*"}, work) == Match::Yes);
        QVERIFY(match({.repo = "github.com/acme/*", .branch = "fix/*"}, work) == Match::No);
        QVERIFY(match({.agent = "codex", .model = "gpt-6*"}, work) == Match::Yes);
        QVERIFY(match({.developer_id = "d*"}, work) == Match::No);
    }

    void never_matches_the_unknown() {
        const Dimensions work{"", "", "", "unknown", ""};
        QVERIFY(match({}, work) == Match::Yes);
        for (const BudgetScope& scope :
             {BudgetScope{.developer_id = "*"}, BudgetScope{.repo = "*"}, BudgetScope{.branch = "*"},
              BudgetScope{.agent = "*"}, BudgetScope{.model = "*"}}) {
            QVERIFY(match(scope, work) == Match::No);
        }
    }

    void leaves_open_what_may_still_be_found() {
        Dimensions work{"dev", std::nullopt, std::nullopt, "codex", "gpt-6"};
        QVERIFY(match({.repo = "x"}, work) == Match::Maybe);
        QVERIFY(match({.repo = "x", .agent = "claude-code"}, work) == Match::No);
        QVERIFY(match({.agent = "codex"}, work) == Match::Yes);
    }

    void knows_stars_and_question_marks() {
        QVERIFY(matches_glob("a*b*c", "a--b-b--c"));
        QVERIFY(matches_glob("*", ""));
        QVERIFY(matches_glob("?", "x"));
        QVERIFY(!matches_glob("?", ""));
        QVERIFY(!matches_glob("feat/*", "feat"));
        QVERIFY(!matches_glob("a*bc", "abcd"));
    }

    void charges_by_basis_and_billing_mode() {
        Budget budget = sample_budget("b", 1);
        Call call = tests::sample_call(1, 70);
        call.usage.input_tokens = 5;
        call.usage.cache_read_tokens = 10;
        call.usage.output_tokens = 7;
        call.usage.reasoning_tokens = 6;
        const auto amount = [&](CostBasis basis, BillingMode mode) {
            budget.basis = basis;
            call.billing_mode = mode;
            return amount_for(budget, charge_of(call));
        };
        QCOMPARE(amount(CostBasis::List, BillingMode::Api), std::int64_t(70));
        QCOMPARE(amount(CostBasis::List, BillingMode::Unknown), std::int64_t(70));
        QCOMPARE(amount(CostBasis::List, BillingMode::Subscription), std::int64_t(0));
        QCOMPARE(amount(CostBasis::ApiEquivalent, BillingMode::Subscription), std::int64_t(70));
        QCOMPARE(amount(CostBasis::Billed, BillingMode::Api), std::int64_t(70));
        call.cost.billed_cost_nano = 40;
        QCOMPARE(amount(CostBasis::Billed, BillingMode::Api), std::int64_t(40));
        call.cost.list_cost_nano.reset();
        call.cost.vendor_cost_nano = 66;
        QCOMPARE(amount(CostBasis::List, BillingMode::Api), std::int64_t(66));
        budget.unit = BudgetUnit::Token;
        QCOMPARE(amount(CostBasis::List, BillingMode::Api), std::int64_t(22));
        QCOMPARE(amount(CostBasis::List, BillingMode::Subscription), std::int64_t(0));
    }
};

FAREBOX_TEST_CLASS(MatcherTest)
#include "matcher_test.moc"
