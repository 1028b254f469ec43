#include "core/pricing/bill.h"

#include <QtTest/QtTest>

#include <limits>

#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::pricing;

namespace {

constexpr PicoUsdRate FourDollars{4'000'000};

Cost written(Bill bill) {
    Cost cost;
    std::move(bill).write_to(cost);
    return cost;
}

}  // namespace

class BillTest : public QObject {
    Q_OBJECT

private slots:
    void is_priced_without_gaps();
    void is_partly_priced_with_both();
    void is_unpriced_with_gaps_alone();
    void says_each_gap_once();
    void turns_overflow_into_a_gap();
};

void BillTest::is_priced_without_gaps() {
    Bill bill;
    bill.add("input_tokens", 1000, FourDollars, PpmOne);
    bill.add("output_tokens", 0, FourDollars, PpmOne);
    const Cost cost = written(bill);
    QCOMPARE(cost.price_status, PriceStatus::Priced);
    QCOMPARE(cost.list_cost_nano, std::optional<std::int64_t>(4'000'000));
    QCOMPARE(cost.components.size(), std::size_t(1));
}

void BillTest::is_partly_priced_with_both() {
    Bill bill;
    bill.add("input_tokens", 1000, FourDollars, PpmOne);
    bill.add_gap("no rate for cache_read_tokens (5)");
    const Cost cost = written(bill);
    QCOMPARE(cost.price_status, PriceStatus::Partly);
    QCOMPARE(cost.price_note, std::string("no rate for cache_read_tokens (5)"));
}

void BillTest::is_unpriced_with_gaps_alone() {
    Bill bill;
    bill.add_gap("a");
    const Cost cost = written(bill);
    QCOMPARE(cost.price_status, PriceStatus::Unpriced);
    QVERIFY(!cost.list_cost_nano.has_value());
}

void BillTest::says_each_gap_once() {
    Bill bill;
    bill.add_gap("a");
    bill.add_gap("b");
    bill.add_gap("a");
    QCOMPARE(written(bill).price_note, std::string("a; b"));
}

void BillTest::turns_overflow_into_a_gap() {
    Bill bill;
    bill.add("input_tokens", std::numeric_limits<std::int64_t>::max(), FourDollars, PpmOne);
    QCOMPARE(written(bill).price_status, PriceStatus::Unpriced);
    Bill large;
    large.add("input_tokens", 2'000'000'000'000'000, FourDollars, PpmOne);
    large.add("output_tokens", 2'000'000'000'000'000, FourDollars, PpmOne);
    QCOMPARE(written(large).price_status, PriceStatus::Unpriced);
}

FAREBOX_TEST_CLASS(BillTest)
#include "bill_test.moc"
