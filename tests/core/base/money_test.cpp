#include "core/base/money.h"

#include <limits>

#include "tests/support/suite.h"

using farebox::format_usd;
using farebox::format_usd_exact;
using farebox::multiply;
using farebox::NanoUsd;
using farebox::parse_usd;
using farebox::parse_usd_per_million;

namespace {

constexpr std::int64_t Max = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t Min = std::numeric_limits<std::int64_t>::min();

}  // namespace

class MoneyTest : public QObject {
    Q_OBJECT

private slots:
    void multiplies_exactly_and_rounds_once_half_to_even_data() {
        QTest::addColumn<qint64>("rate_pico");
        QTest::addColumn<qint64>("quantity");
        QTest::addColumn<qint64>("multiplier_ppm");
        QTest::addColumn<qint64>("nano");
        QTest::newRow("3 USD per million")
            << 3'000'000LL << 1'000'000LL << 1'000'000LL << 3'000'000'000LL;
        QTest::newRow("one token") << 3'000'000LL << 1LL << 1'000'000LL << 3'000LL;
        QTest::newRow("a rate under a nano") << 7'000LL << 1LL << 1'000'000LL << 7LL;
        QTest::newRow("half to even, down") << 500LL << 1LL << 1'000'000LL << 0LL;
        QTest::newRow("half to even, up") << 1'500LL << 1LL << 1'000'000LL << 2LL;
        QTest::newRow("above half") << 501LL << 1LL << 1'000'000LL << 1LL;
        QTest::newRow("many halves are summed first") << 500LL << 1'001LL << 1'000'000LL << 500LL;
        QTest::newRow("times 1.1") << 5'000'000LL << 1'000LL << 1'100'000LL << 5'500'000LL;
        QTest::newRow("free") << 0LL << 1'000'000LL << 1'000'000LL << 0LL;
        QTest::newRow("nothing") << 3'000'000LL << 0LL << 1'000'000LL << 0LL;
    }
    void multiplies_exactly_and_rounds_once_half_to_even() {
        QFETCH(qint64, rate_pico);
        QFETCH(qint64, quantity);
        QFETCH(qint64, multiplier_ppm);
        QFETCH(qint64, nano);
        QCOMPARE(qint64(multiply({rate_pico}, quantity, multiplier_ppm)->value), nano);
    }

    void fails_rather_than_wraps() {
        QVERIFY(!multiply({Max}, Max).has_value());
        QVERIFY(!multiply({Max}, Max, Max).has_value());
        QVERIFY(multiply({1'000}, Max).has_value());
    }

    void reads_rates_exactly() {
        QCOMPARE(parse_usd_per_million("3.75")->value, std::int64_t(3'750'000));
        QCOMPARE(parse_usd_per_million("0.000001")->value, std::int64_t(1));
        QCOMPARE(parse_usd_per_million("0.0000010")->value, std::int64_t(1));
        for (const char* text :
             {"", ".", "-1", "+1", "1e3", "1,5", "1.2.3", "0.0000001", "99999999999999"}) {
            QVERIFY2(!parse_usd_per_million(text).has_value(), text);
        }
    }

    void reads_amounts_exactly() {
        QCOMPARE(parse_usd("12.34")->value, std::int64_t(12'340'000'000));
        QCOMPARE(parse_usd("-0.000000001")->value, std::int64_t(-1));
        QCOMPARE(parse_usd("9223372036.854775807")->value, Max);
        QVERIFY(!parse_usd("9223372036.854775808").has_value());
        QVERIFY(!parse_usd("1.0000000001").has_value());
        QVERIFY(!parse_usd("--1").has_value());
    }

    void shows_amounts_to_people_data() {
        QTest::addColumn<qint64>("nano");
        QTest::addColumn<std::string>("text");
        const auto row = [](const char* text, qint64 nano) {
            QTest::newRow(text) << nano << std::string(text);
        };
        row("$0.00", 0);
        row("<$0.000001", 1);
        row("-<$0.000001", -999);
        row("$0.000001", 1'000);
        row("$0.0042", 4'200'000);
        row("$0.25", 250'000'000);
        row("$1.00", 1'000'000'000);
        row("$12.34", 12'340'000'000);
        row("-$3.00", -3'000'000'000);
        row("$9223372036.85", Max);
        row("-$9223372036.85", Min);
    }
    void shows_amounts_to_people() {
        QFETCH(qint64, nano);
        QFETCH(std::string, text);
        QCOMPARE(format_usd({nano}), text);
    }

    void prints_amounts_for_machines_so_that_they_read_back() {
        QCOMPARE(format_usd_exact({12'340'000'000}), std::string("12.340000000"));
        QCOMPARE(format_usd_exact({-1}), std::string("-0.000000001"));
        for (const std::int64_t nano : {std::int64_t(0), std::int64_t(-5), Max, Min + 1}) {
            QCOMPARE(parse_usd(format_usd_exact({nano}))->value, nano);
        }
        QCOMPARE(format_usd_exact({Min}), std::string("-9223372036.854775808"));
    }
};

FAREBOX_TEST_CLASS(MoneyTest)
#include "money_test.moc"
