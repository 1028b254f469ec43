#include "core/model/budget_json.h"

#include "core/base/strings.h"
#include "core/model/budget.h"
#include "core/model/verdict.h"
#include "tests/support/suite.h"

using namespace farebox;

class BudgetJsonTest : public QObject {
    Q_OBJECT
private:
    static Result<Budget> parse(std::string_view text) {
        return parse_budget(std::move(parse_json(text)).value());
    }
    static void fails(std::string_view text, std::vector<std::string> parts) {
        const auto budget = parse(text);
        QVERIFY2(!budget.has_value(), std::string(text).c_str());
        for (const auto& part : parts) {
            QVERIFY2(contains(budget.error().message, part), budget.error().message.c_str());
        }
    }

private slots:
    void reads_what_people_write() {
        const auto budget = parse(
            "{\"name\":\"Team Payments\",\"limit_usd\":\"150.00\",\"period\":\"month\","
            "\"scope\":{\"repo\":\"github.com/acme/payments\"},\"per_call_cap_usd\":\"0.75\"}");
        QVERIFY(budget.has_value());
        QCOMPARE(budget->budget_id, std::string("team-payments"));
        QCOMPARE(budget->limit, std::int64_t(150'000'000'000));
        QCOMPARE(budget->scope.repo, std::string("github.com/acme/payments"));
        QCOMPARE(*budget->per_call_cap_nano, std::int64_t(750'000'000));
        QCOMPARE(budget->soft_percent, std::int64_t(80));
        QCOMPARE(budget->hard_percent, std::int64_t(110));
        QVERIFY(budget->mode == BudgetMode::Enforce);
    }

    void reads_amounts_exactly() {
        QCOMPARE(parse("{\"name\":\"a\",\"limit_usd\":\"0.000000001\"}")->limit, std::int64_t(1));
        QCOMPARE(parse("{\"name\":\"a\",\"limit_usd\":150.07}")->limit, 150'070'000'000);
        QCOMPARE(parse("{\"name\":\"a\",\"limit_usd\":0.1}")->limit, std::int64_t(100'000'000));
        QCOMPARE(parse("{\"name\":\"a\",\"limit_usd\":25}")->limit, std::int64_t(25'000'000'000));
        QCOMPARE(parse("{\"name\":\"a\",\"limit_tokens\":2000000}")->limit, std::int64_t(2'000'000));
    }

    void comes_back_the_same_through_both_forms() {
        Budget budget;
        budget.budget_id = "b-1";
        budget.name = "Feature work";
        budget.scope = {"dev@acme.example", "github.com/acme/*", "feat/*", "codex", "gpt-6*"};
        budget.limit = 12'345'678'901;
        budget.period = BudgetPeriod::Week;
        budget.time_zone = "Asia/Tokyo";
        budget.soft_percent = 70;
        budget.hard_percent = 100;
        budget.mode = BudgetMode::Warn;
        budget.per_call_cap_nano = 5;
        budget.basis = CostBasis::ApiEquivalent;
        budget.unpriced = UnpricedRule::Refuse;
        QVERIFY(parse_budget(to_settings_json(budget)).value() == budget);
        budget.source = BudgetSource::Collector;
        budget.is_locked = true;
        QVERIFY(parse_budget(to_json(budget)).value() == budget);
        budget.unit = BudgetUnit::Token;
        QVERIFY(parse_budget(to_json(budget)).value() == budget);
        QVERIFY(to_json(budget).contains("limit_tokens"));
    }

    void names_key_value_and_what_is_allowed() {
        fails("{\"limit_usd\":\"5\"}", {"name is missing"});
        fails("{\"name\":\"P\"}", {"budget \"P\"", "exactly one of limit_usd"});
        fails("{\"name\":\"P\",\"limit_usd\":\"5\",\"limit_tokens\":4}", {"2 limits"});
        fails("{\"name\":\"P\",\"limit_usd\":\"-5\"}", {"limit_usd is \"-5\"", "above 0"});
        fails("{\"name\":\"P\",\"limit_usd\":\"1e3\"}", {"limit_usd", "USD"});
        fails("{\"name\":\"P\",\"limit_usd\":\"0.0000000001\"}", {"limit_usd"});
        fails("{\"name\":\"P\",\"limit_usd\":true}", {"limit_usd is true"});
        fails("{\"name\":\"P\",\"limit_nano\":1.5}", {"limit_nano is 1.5", "whole number"});
        fails("{\"name\":\"P\",\"limit_usd\":\"5\",\"period\":\"year\"}",
              {"period is \"year\"", "day, week, month"});
        fails("{\"name\":\"P\",\"limit_usd\":\"5\",\"soft_percent\":0}", {"soft_percent is 0", "1000"});
        fails("{\"name\":\"P\",\"limit_usd\":\"5\",\"hard_percent\":50}",
              {"hard_percent is 50", "soft_percent (80)"});
        fails("{\"name\":\"P\",\"limit_usd\":\"5\",\"limit\":5}", {"\"limit\" is no key"});
        fails("{\"name\":\"P\",\"limit_usd\":\"5\",\"scope\":{\"team\":\"x\"}}",
              {"scope: \"team\"", "developer_id, repo"});
        fails("{\"name\":\"P\",\"limit_usd\":\"5\",\"scope\":\"x\"}", {"scope is \"x\"", "object"});
        fails("{\"name\":\"P\",\"limit_usd\":\"5\",\"is_locked\":\"yes\"}", {"true, false"});
        fails("{\"name\":\"P\",\"limit_usd\":\"5\",\"unit\":\"tokens\"}", {"unit is \"tokens\""});
        fails("[]", {"a budget is []", "object"});
    }

    void loses_only_the_bad_one_of_a_list() {
        const auto list = parse_budgets(
            std::move(parse_json("[{\"name\":\"A\",\"limit_usd\":\"1\"},{\"name\":\"B\"},"
                                 "{\"name\":\"a\",\"limit_usd\":\"2\"},"
                                 "{\"name\":\"C\",\"limit_usd\":\"3\"}]"))
                .value());
        QCOMPARE(list.budgets.size(), std::size_t(2));
        QCOMPARE(list.problems.size(), std::size_t(2));
        QVERIFY(contains(list.problems[0], "budget \"B\""));
        QVERIFY(contains(list.problems[1], "\"a\" is given twice"));
        QCOMPARE(parse_budgets(Json("x")).problems.size(), std::size_t(1));
    }

    void has_the_words_of_a_calls_verdict() {
        QCOMPARE(to_text(VerdictKind::NotAsked), std::string_view(""));
        QCOMPARE(to_text(VerdictKind::Admitted), std::string_view("admitted"));
        QCOMPARE(to_text(VerdictKind::Refused), std::string_view("refused"));
    }
};

FAREBOX_TEST_CLASS(BudgetJsonTest)
#include "budget_json_test.moc"
