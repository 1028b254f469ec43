// Reading a book: whole or not at all, with the place of the mistake in the message.

#include "core/pricing/price_book.h"

#include <QtTest/QtTest>

#include "core/base/file_io.h"
#include "core/base/strings.h"
#include "core/pricing/lookup.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::pricing;

namespace {

const std::string Index = R"({"schema": 1, "version": "7", "published": "2026-11-22",
    "currency": "USD", "vendors": ["acme.json"]})";

const std::string Vendor = R"({
    "provider": "acme", "dated_ids": "-YYYYMMDD",
    "service_tiers": {"standard": "standard", "flex": "flex"},
    "speeds": {"fast": "fast"}, "neutral_geos": [], "neutral_regions": [],
    "fees": [{"unit": "web_search_calls", "usd_per_thousand": "10",
              "effective_from": "2026-01-01", "source": "page", "retrieved": "2026-01-02"}],
    "models": [{
        "id": "acme-1", "aliases": ["acme-one"],
        "rate_sets": [
            {"effective_from": "2026-01-01", "effective_to": "2026-06-01",
             "rates": {"input": "0.125", "cache_read": "0.0125", "output": "3"},
             "long_context": {"over": 200000, "counts": ["input", "cache_read"],
                              "rates": {"input": "6", "output": "9"}},
             "tiers": {"flex": {"multiplier": "0.5", "unpriced": ["cache_read"]}},
             "source": "page", "retrieved": "2026-01-02"},
            {"effective_from": "2026-06-01",
             "rates": {"input": "1", "output": "2"},
             "tiers": {"flex": {"rates": {"input": "0.4", "output": "0.9"}}},
             "speeds": {"fast": {"multiplier": "2"}}, "geos": {"us": "1.1"},
             "source": "page", "retrieved": "2026-06-02"}
        ]}]})";

Result<PriceBook> parse_with(const std::string& vendor) {
    return parse_price_book(Index, {{"acme.json", vendor}});
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

std::string resources() {
    return std::string(FAREBOX_SOURCE_DIR) + "/resources/pricing";
}

}  // namespace

class PriceBookTest : public QObject {
    Q_OBJECT

private slots:
    void reads_rates_exactly();
    void scales_and_trims_a_tier();
    void refuses_a_bad_vendor_file_data();
    void refuses_a_bad_vendor_file();
    void refuses_a_bad_index_data();
    void refuses_a_bad_index();
    void carries_the_files_of_this_tree();
    void names_the_folder_it_could_not_read();
    void lets_a_folder_replace_the_built_in_book();
    void cites_a_source_for_every_rate_set();
};

void PriceBookTest::reads_rates_exactly() {
    const PriceBook book = parse_with(Vendor).value();
    const RateSet& set = book.vendors[0].models[0].rate_sets[0];
    QCOMPARE(set.standard.rates[RateClass::Input]->value, 125'000);
    QCOMPARE(set.standard.rates[RateClass::CacheRead]->value, 12'500);
    QVERIFY(!set.standard.rates[RateClass::CacheWrite1h].has_value());
    QCOMPARE(set.standard.long_context->threshold, 200'000);
    QVERIFY(!set.standard.long_context->threshold_is_long);
    QVERIFY(!set.standard.long_context->counts_cache_write);
    QCOMPARE(book.vendors[0].fees[0].rate.value, 10'000'000'000);
    QCOMPARE(book.vendors[0].models[0].rate_sets[1].geos.at("us"), 1'100'000);
}

void PriceBookTest::scales_and_trims_a_tier() {
    const PriceBook book = parse_with(Vendor).value();
    const RateCard& flex = book.vendors[0].models[0].rate_sets[0].tiers.at("flex");
    QCOMPARE(flex.multiplier_ppm, 500'000);
    QVERIFY(flex.rates[RateClass::Input].has_value());
    QVERIFY(!flex.rates[RateClass::CacheRead].has_value());
}

void PriceBookTest::refuses_a_bad_vendor_file_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, const char* from, const char* to, const char* message) {
        QTest::newRow(name) << from << to << message;
    };
    row("no JSON", "{", "", "acme.json");
    row("misspelt field", "\"output\": \"3\"", "\"outptu\": \"3\"",
        "acme.json: acme-1: rate_sets[0].rates: unknown token class \"outptu\"");
    row("unknown field", "\"aliases\"", "\"alias\"", "acme.json: acme-1: unknown field");
    row("number instead of text", "\"0.125\"", "0.125", "rate_sets[0].rates.input: text");
    row("zero rate", "\"0.125\"", "\"0.00\"", "rate_sets[0].rates.input: a rate of 0");
    row("negative rate", "\"0.125\"", "\"-1\"", "rate_sets[0].rates.input: \"-1\"");
    row("exponent", "\"0.125\"", "\"1e-6\"", "rate_sets[0].rates.input: \"1e-6\"");
    row("too fine", "\"0.125\"", "\"0.1234567\"", "rate_sets[0].rates.input");
    row("no output", ", \"output\": \"3\"", "", "rate_sets[0].rates: field \"output\"");
    row("bad date", "\"2026-06-02\"", "\"2026-06-31\"", "rate_sets[1].retrieved: \"2026-06-31\"");
    row("ends before it starts", "\"effective_to\": \"2026-06-01\"",
        "\"effective_to\": \"2025-06-01\"", "rate_sets[0]: effective_to");
    row("overlap", "\"effective_to\": \"2026-06-01\"", "\"effective_to\": \"2026-06-02\"",
        "rate_sets[1] starts before rate_sets[0] ends");
    row("open end inside", "\"effective_to\": \"2026-06-01\",", "",
        "rate_sets[1] starts before rate_sets[0] ends");
    row("no source", "\"source\": \"page\", \"retrieved\": \"2026-06-02\"",
        "\"retrieved\": \"2026-06-02\"", "rate_sets[1]: field \"source\" is missing");
    row("tier no word leads to", "\"tiers\": {\"flex\": {\"rates\"",
        "\"tiers\": {\"flux\": {\"rates\"", "rate_sets[1].tiers.flux: no word of the vendor");
    row("multiplier too fine", "\"1.1\"", "\"1.125\"", "geos.us: more than two decimals");
    row("multiplier zero", "\"1.1\"", "\"0\"", "geos.us: outside");
    row("multiplier and rates", "{\"multiplier\": \"2\"}",
        "{\"multiplier\": \"2\", \"rates\": {\"input\": \"1\", \"output\": \"1\"}}",
        "needs either \"multiplier\" or \"rates\"");
    row("own rates silent about long prompts",
        "{\"multiplier\": \"0.5\", \"unpriced\": [\"cache_read\"]}",
        "{\"rates\": {\"input\": \"1\", \"output\": \"1\"}}", "must state \"long_context\"");
    row("two thresholds", "\"over\": 200000", "\"over\": 200000, \"from\": 200000",
        "either \"over\"");
    row("unknown bucket", "[\"input\", \"cache_read\"]", "[\"input\", \"output\"]",
        "unknown bucket \"output\"");
    row("alias taken", "\"acme-one\"", "\"acme-1\"", "already names another model");
    row("unknown unit", "\"web_search_calls\"", "\"searches\"", "fees[0]: unit: \"searches\"");
    row("date form", "\"-YYYYMMDD\"", "\"-YYMMDD\"", "acme.json: dated_ids");
}

void PriceBookTest::refuses_a_bad_vendor_file() {
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, message);
    const std::string bad = replaced(Vendor, from.toStdString(), to.toStdString());
    QVERIFY(bad != Vendor);
    const auto book = parse_with(bad);
    QVERIFY(!book.has_value());
    QVERIFY2(contains(book.error().message, message.toStdString()), book.error().message.c_str());
}

void PriceBookTest::refuses_a_bad_index_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("message");
    QTest::newRow("schema") << "\"schema\": 1"
                            << "\"schema\": 2"
                            << "schema 1 only";
    QTest::newRow("currency") << "USD"
                              << "EUR"
                              << "only USD";
    QTest::newRow("outside the folder") << "acme.json"
                                        << "../acme.json"
                                        << "is not a file name";
    QTest::newRow("absent file") << "acme.json"
                                 << "other.json"
                                 << "other.json";
    QTest::newRow("twice") << "[\"acme.json\"]"
                           << "[\"acme.json\", \"acme.json\"]"
                           << "has a file already";
    QTest::newRow("none") << "[\"acme.json\"]"
                          << "[]"
                          << "at least one";
    QTest::newRow("no version") << "\"version\": \"7\","
                                << ""
                                << "\"version\" is missing";
}

void PriceBookTest::refuses_a_bad_index() {
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, message);
    const std::string bad = replaced(Index, from.toStdString(), to.toStdString());
    const auto book = parse_price_book(bad, {{"acme.json", Vendor}});
    QVERIFY(!book.has_value());
    QVERIFY2(contains(book.error().message, message.toStdString()), book.error().message.c_str());
}

void PriceBookTest::carries_the_files_of_this_tree() {
    const auto inside = embedded_price_book();
    QVERIFY2(inside.has_value(), inside ? "" : inside.error().message.c_str());
    const auto outside = load_price_book(resources());
    QVERIFY2(outside.has_value(), outside ? "" : outside.error().message.c_str());
    QCOMPARE(inside->version, outside->version);
    QCOMPARE(inside->vendors.size(), outside->vendors.size());
    for (std::size_t i = 0; i < inside->vendors.size(); ++i) {
        QCOMPARE(inside->vendors[i].models.size(), outside->vendors[i].models.size());
    }
}

void PriceBookTest::names_the_folder_it_could_not_read() {
    const auto book = load_price_book("/nonexistent/prices");
    QVERIFY(!book.has_value());
    QVERIFY(contains(book.error().message, "/nonexistent/prices"));
}

void PriceBookTest::lets_a_folder_replace_the_built_in_book() {
    const farebox::tests::TempDir folder;
    QVERIFY(save_file(folder.file("book.json"), Index).has_value());
    QVERIFY(save_file(folder.file("acme.json"), Vendor).has_value());
    const PriceBook book = load_price_book(folder.path()).value();
    QCOMPARE(book.version, std::string("7"));
    QVERIFY(find_vendor(book, "acme"));
    QVERIFY(!find_vendor(book, "openai"));
}

void PriceBookTest::cites_a_source_for_every_rate_set() {
    const PriceBook book = embedded_price_book().value();
    for (const VendorPrices& vendor : book.vendors) {
        for (const ModelPrices& model : vendor.models) {
            for (const RateSet& set : model.rate_sets) {
                QVERIFY2(!set.source.empty() && set.retrieved <= book.published, model.id.c_str());
            }
        }
    }
}

FAREBOX_TEST_CLASS(PriceBookTest)
#include "price_book_test.moc"
