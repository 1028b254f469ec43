// Choosing rates: card, place and band, each on hand-made cards.

#include "core/pricing/tariff.h"

#include <QtTest/QtTest>

#include "core/base/strings.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::pricing;

namespace {

Rates rates_of(std::int64_t input) {
    Rates rates;
    rates[RateClass::Input] = PicoUsdRate{input};
    rates[RateClass::Output] = PicoUsdRate{5 * input};
    return rates;
}

VendorPrices vendor() {
    VendorPrices vendor;
    vendor.service_tiers = {{"default", "standard"}, {"flex", "flex"}, {"scale", "scale"}};
    vendor.speeds = {{"fast", "fast"}};
    vendor.neutral_geos = {"global"};
    return vendor;
}

/// Short 10, long (from 1,000) 20; flex half; fast without a long price; "us" 1.1x.
RateSet rate_set() {
    RateSet set;
    set.standard.rates = rates_of(10);
    LongContext band;
    band.threshold = 1'000;
    band.threshold_is_long = true;
    band.counts_input = true;
    band.counts_cache_read = true;
    band.rates = rates_of(20);
    set.standard.long_context = band;
    set.tiers["flex"] = set.standard;
    set.tiers["flex"].multiplier_ppm = 500'000;
    set.speeds["fast"] = set.standard;
    set.speeds["fast"].long_context->rates.reset();
    set.geos["us"] = 1'100'000;
    return set;
}

struct Chosen {
    std::int64_t input_rate = 0;  ///< 0: no rates
    std::int64_t multiplier_ppm = 0;
    std::string modifiers;
    std::string note;
};

Chosen choose(const PriceQuestion& question) {
    const VendorPrices words = vendor();
    const RateSet set = rate_set();
    Bill bill;
    const Tariff tariff = choose_tariff(words, set, question, bill);
    Cost cost;
    std::move(bill).write_to(cost);
    const std::int64_t rate = tariff.rates ? (*tariff.rates)[RateClass::Input]->value : 0;
    return {rate, tariff.multiplier_ppm, tariff.modifiers, cost.price_note};
}

PriceQuestion prompt_of(std::int64_t input, std::int64_t cache_read = 0) {
    PriceQuestion question;
    question.usage.input_tokens = input;
    question.usage.cache_read_tokens = cache_read;
    return question;
}

}  // namespace

class TariffTest : public QObject {
    Q_OBJECT

private slots:
    void takes_the_standard_card_when_nothing_was_named();
    void stacks_tier_and_place();
    void moves_to_the_long_band_by_the_counted_buckets();
    void has_no_rates_where_none_are_listed_data();
    void has_no_rates_where_none_are_listed();
};

void TariffTest::takes_the_standard_card_when_nothing_was_named() {
    const Chosen chosen = choose(prompt_of(5));
    QCOMPARE(chosen.input_rate, 10);
    QCOMPARE(chosen.multiplier_ppm, PpmOne);
    QCOMPARE(chosen.modifiers, std::string());
}

void TariffTest::stacks_tier_and_place() {
    PriceQuestion question = prompt_of(5);
    question.service_tier = "flex";
    question.geo = "us";
    const Chosen chosen = choose(question);
    QCOMPARE(chosen.multiplier_ppm, 550'000);
    QCOMPARE(chosen.modifiers, std::string("+flex+geo:us"));
}

void TariffTest::moves_to_the_long_band_by_the_counted_buckets() {
    QCOMPARE(choose(prompt_of(999)).input_rate, 10);
    QCOMPARE(choose(prompt_of(1'000)).input_rate, 20);
    QCOMPARE(choose(prompt_of(1, 999)).input_rate, 20);
    PriceQuestion written = prompt_of(1);
    written.usage.cache_write_5m_tokens = 5'000;  // this band does not count writes
    QCOMPARE(choose(written).input_rate, 10);
}

void TariffTest::has_no_rates_where_none_are_listed_data() {
    QTest::addColumn<QString>("tier");
    QTest::addColumn<QString>("speed");
    QTest::addColumn<QString>("geo");
    QTest::addColumn<int>("input");
    QTest::addColumn<QString>("note");
    QTest::newRow("tier the model lacks") << "scale"
                                          << ""
                                          << "" << 5 << "service tier \"scale\"";
    QTest::newRow("word nobody knows") << "gold"
                                       << ""
                                       << "" << 5 << "service tier \"gold\"";
    QTest::newRow("speed nobody knows") << ""
                                        << "slow"
                                        << "" << 5 << "speed \"slow\"";
    QTest::newRow("tier and speed") << "flex"
                                    << "fast"
                                    << "" << 5 << "at speed \"fast\"";
    QTest::newRow("place") << ""
                           << ""
                           << "eu" << 5 << "geo \"eu\"";
    QTest::newRow("long prompt") << ""
                                 << "fast"
                                 << "" << 2'000 << "a prompt of 2000 tokens";
}

void TariffTest::has_no_rates_where_none_are_listed() {
    QFETCH(QString, tier);
    QFETCH(QString, speed);
    QFETCH(QString, geo);
    QFETCH(int, input);
    QFETCH(QString, note);
    PriceQuestion question = prompt_of(input);
    question.service_tier = tier.toStdString();
    question.speed = speed.toStdString();
    question.geo = geo.toStdString();
    const Chosen chosen = choose(question);
    QCOMPARE(chosen.input_rate, 0);
    QVERIFY2(contains(chosen.note, note.toStdString()), chosen.note.c_str());
}

FAREBOX_TEST_CLASS(TariffTest)
#include "tariff_test.moc"
