#include "core/pricing/lookup.h"

#include <QtTest/QtTest>

#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::pricing;

namespace {

PriceBook small_book() {
    VendorPrices vendor;
    vendor.provider = "anthropic";
    vendor.dated_id_form = DatedIdForm::Compact;
    RateSet first;
    first.from = parse_day("2026-01-01").value();
    first.to = parse_day("2026-02-01").value();
    RateSet second;
    second.from = parse_day("2026-03-01").value();
    vendor.models.push_back({"opus-5", {"opus-5-latest"}, true, {first, second}});
    vendor.models.push_back({"opus-5-20260105", {}, false, {second}});
    vendor.models.push_back({"opus-4", {}, false, {second}});
    return {"test", {}, {vendor}};
}

}  // namespace

class LookupTest : public QObject {
    Q_OBJECT

private slots:
    void finds_exact_names_only_data();
    void finds_exact_names_only();
    void picks_the_set_of_the_day_data();
    void picks_the_set_of_the_day();
    void knows_no_other_provider();
};

void LookupTest::finds_exact_names_only_data() {
    QTest::addColumn<QString>("asked");
    QTest::addColumn<QString>("found");
    QTest::newRow("the id") << "opus-5"
                            << "opus-5";
    QTest::newRow("an alias") << "opus-5-latest"
                              << "opus-5";
    QTest::newRow("a dated id") << "opus-5-20260922"
                                << "opus-5";
    QTest::newRow("a dated id listed by itself wins") << "opus-5-20260105"
                                                      << "opus-5-20260105";
    QTest::newRow("a date that does not exist") << "opus-5-20260230"
                                                << "";
    QTest::newRow("the form of another vendor") << "opus-5-2026-09-22"
                                                << "";
    QTest::newRow("dates only where the book allows") << "opus-4-20260922"
                                                      << "";
    QTest::newRow("no prefix") << "opus-5-fast"
                               << "";
    QTest::newRow("no substring") << "us.opus-5"
                                  << "";
    QTest::newRow("no other case") << "Opus-5"
                                   << "";
    QTest::newRow("nothing") << ""
                             << "";
}

void LookupTest::finds_exact_names_only() {
    QFETCH(QString, asked);
    QFETCH(QString, found);
    const PriceBook book = small_book();
    const ModelPrices* model = find_model(book.vendors[0], asked.toStdString());
    QCOMPARE(model ? model->id : std::string(), found.toStdString());
}

void LookupTest::picks_the_set_of_the_day_data() {
    QTest::addColumn<QString>("day");
    QTest::addColumn<int>("index");
    QTest::newRow("before the first") << "2025-12-31" << -1;
    QTest::newRow("first day is inside") << "2026-01-01" << 0;
    QTest::newRow("last day") << "2026-01-31" << 0;
    QTest::newRow("the end is outside") << "2026-02-01" << -1;
    QTest::newRow("in the gap") << "2026-02-15" << -1;
    QTest::newRow("second") << "2026-03-01" << 1;
    QTest::newRow("open end") << "2199-01-01" << 1;
}

void LookupTest::picks_the_set_of_the_day() {
    QFETCH(QString, day);
    QFETCH(int, index);
    const PriceBook book = small_book();
    const ModelPrices& model = book.vendors[0].models[0];
    const RateSet* set = find_rate_set(model, parse_day(day.toStdString()).value());
    QCOMPARE(set ? int(set - model.rate_sets.data()) : -1, index);
}

void LookupTest::knows_no_other_provider() {
    const PriceBook book = small_book();
    QVERIFY(find_vendor(book, "anthropic"));
    QVERIFY(!find_vendor(book, "anthropic "));
    QVERIFY(!find_vendor(book, ""));
}

FAREBOX_TEST_CLASS(LookupTest)
#include "lookup_test.moc"
