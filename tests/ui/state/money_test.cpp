#include "ui/state/money.h"

#include <QLocale>

#include "core/base/money.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::ui;

class MoneyTest : public QObject {
    Q_OBJECT
private slots:
    void an_amount_in_the_icon_has_few_characters() {
        const std::pair<std::int64_t, const char*> cases[] = {
            {0, "0"},           {3, "0"},           {4'200, ".42"},     {10'000, "1.0"},
            {42'000, "4.2"},    {99'400, "9.9"},    {99'500, "10"},     {420'000, "42"},
            {9'994'900, "999"}, {12'000'000, "1.2k"}, {99'400'000, "9.9k"},
            {120'000'000, "12k"}, {1'234'560'000, "123k"}, {12'345'600'000, "1.2M"}};
        for (const auto& [hundredths_of_cents, text] : cases) {
            QCOMPARE(Money::iconText(hundredths_of_cents * (NanoPerUsd / 10'000), 1), QString(text));
        }
        QCOMPARE(Money::iconText(std::nullopt, 0), QString("0"));
        QCOMPARE(Money::iconText(std::nullopt, 3), QString("–"));
    }

    void shortens_without_losing_small_amounts_data() {
        QTest::addColumn<qint64>("nano");
        QTest::addColumn<QString>("text");
        const auto row = [](qint64 nano, const char* text) {
            QTest::newRow(text) << nano << QString(text);
        };
        row(0, "$0.00");
        row(1, "<$0.01");
        row(4'999'999, "<$0.01");
        row(5'000'000, "$0.01");
        row(4'203'125'000, "$4.20");
        row(999'990'000'000, "$999.99");
        row(1'234'400'000'000, "$1,234");
        row(12'340'000'000'000, "$12.3k");
        row(1'660'000'000'000'000, "$1.7M");
        row(-4'203'125'000, "−$4.20");
    }
    void shortens_without_losing_small_amounts() {
        QFETCH(qint64, nano);
        QTEST(Money::shortText(nano), "text");
    }

    void is_exact_on_hover() {
        QCOMPARE(Money::exactText(4'203'125'000), QString("$4.203125"));
        QCOMPARE(Money::exactText(1), QString("$0.000000001"));
        QCOMPARE(Money::exactText(150'000'000'000), QString("$150.00"));
    }

    void unknown_is_a_dash_with_its_reason_and_never_zero() {
        const Amount amount = Money::amount(std::nullopt, 3, 3);
        QCOMPARE(amount.text, QString("—"));
        QVERIFY(!amount.isKnown);
        QVERIFY(amount.hover.contains("No price is known"));
    }

    void nothing_spent_is_a_known_zero() {
        QVERIFY(Money::amount(std::nullopt, 0, 0).isKnown);
        QCOMPARE(Money::amount(0, 4, 0).text, QString("$0.00"));
    }

    void says_that_a_part_has_no_price() {
        const Amount amount = Money::amount(1'000'000'000, 5, 2);
        QCOMPARE(amount.text, QString("$1.00"));
        QVERIFY(amount.note.contains("2"));
        QVERIFY(amount.hover.contains("not known"));
    }

    void counts_tokens() {
        QCOMPARE(Money::shortCount(9'999), QString("9,999"));
        QCOMPARE(Money::shortCount(48'250), QString("48.3k"));
        QCOMPARE(Money::shortCount(2'500'000), QString("2.5M"));
        QCOMPARE(Money::shortOf(BudgetUnit::Token, 1'200), QString("1,200 tokens"));
    }

    void speaks_the_locale() {
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        QVERIFY(Money::shortText(1'234'400'000'000).contains("1.234"));
        QVERIFY(Money::shortText(4'203'125'000).contains("4,20"));
        QLocale::setDefault(before);
    }
};

FAREBOX_TEST_CLASS(MoneyTest)
#include "money_test.moc"
