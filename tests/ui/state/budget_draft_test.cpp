#include "ui/state/budget_draft.h"

#include <QLocale>

#include "core/model/budget_json.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::ui;

class BudgetDraftTest : public QObject {
    Q_OBJECT
private:
    static BudgetDraft draft() {
        BudgetDraft draft;
        draft.name = "Team Payments";
        draft.limit = "150.00";
        draft.repo = "github.com/acme/payments";
        return draft;
    }

private slots:
    void becomes_what_people_would_write() {
        const auto body = BudgetDrafts::body(draft(), Budget{});
        QVERIFY(body.has_value());
        QCOMPARE(find_string(*body, "limit_usd"), std::optional<std::string>("150.00"));
        QCOMPARE(parse_budget(*body)->scope.repo, std::string("github.com/acme/payments"));
        QCOMPARE(BudgetDrafts::idOf(draft(), Budget{}).value(), QString("team-payments"));
    }

    void comes_back_the_same_and_keeps_what_the_form_does_not_show() {
        Budget budget;
        budget.budget_id = "b1";
        budget.name = "Feature";
        budget.limit = 12'345'678'901;
        budget.per_call_cap_nano = 7;
        budget.unpriced = UnpricedRule::Refuse;
        budget.period = BudgetPeriod::Week;
        const auto body = BudgetDrafts::body(BudgetDrafts::of(budget), budget);
        QVERIFY(parse_budget(*body).value() == budget);
    }

    void reads_the_limit_in_the_persons_language() {
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        BudgetDraft german = draft();
        german.limit = "1.234,50 $";
        QCOMPARE(find_string(*BudgetDrafts::body(german, Budget{}), "limit_usd"),
                 std::optional<std::string>("1234.50"));
        QLocale::setDefault(before);
    }

    void says_what_is_wrong() {
        BudgetDraft wrong = draft();
        wrong.limit = "much";
        QVERIFY(BudgetDrafts::body(wrong, Budget{}).error().message.find("limit_usd") !=
                std::string::npos);
        wrong = draft();
        wrong.name = " ";
        QVERIFY(!BudgetDrafts::body(wrong, Budget{}).has_value());
        wrong = draft();
        wrong.hardPercent = 50;
        QVERIFY(BudgetDrafts::body(wrong, Budget{}).error().message.find("hard_percent") !=
                std::string::npos);
    }

    void takes_tokens() {
        BudgetDraft tokens = draft();
        tokens.unit = BudgetUnit::Token;
        tokens.limit = "2,000,000";
        QCOMPARE(parse_budget(*BudgetDrafts::body(tokens, Budget{}))->limit,
                 std::int64_t(2'000'000));
    }
};

FAREBOX_TEST_CLASS(BudgetDraftTest)
#include "budget_draft_test.moc"
