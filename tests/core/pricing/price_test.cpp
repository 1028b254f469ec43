// What a call costs: each trap that other tools fell into is a case in tests/data/pricing, and two
// properties hold for every rate set of the book.

#include "core/pricing/price.h"

#include <QtTest/QtTest>

#include "core/base/file_io.h"
#include "core/base/format.h"
#include "core/base/json.h"
#include "core/base/strings.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::pricing;

namespace {

struct Case {
    std::string name;
    Json question;
    Json usage;
    Json expect;
};

std::string text_in(const Json& object, std::string_view key) {
    return find_string(object, key).value_or("");
}

Usage usage_from(const Json& json) {
    Usage usage;
    usage.input_tokens = find_int(json, "input_tokens");
    usage.cache_read_tokens = find_int(json, "cache_read_tokens");
    usage.cache_write_5m_tokens = find_int(json, "cache_write_5m_tokens");
    usage.cache_write_1h_tokens = find_int(json, "cache_write_1h_tokens");
    usage.cache_write_other_tokens = find_int(json, "cache_write_other_tokens");
    usage.output_tokens = find_int(json, "output_tokens");
    usage.reasoning_tokens = find_int(json, "reasoning_tokens");
    usage.audio_tokens = find_int(json, "audio_tokens");
    usage.web_search_calls = find_int(json, "web_search_calls");
    usage.tool_fee_units = find_int(json, "tool_fee_units");
    const auto source = find_string(json, "usage_source");
    usage.usage_source = source ? *parse_usage_source(*source) : UsageSource::Vendor;
    return usage;
}

PriceQuestion question_from(const Json& json, const Json& usage) {
    PriceQuestion question;
    question.provider = text_in(json, "provider");
    question.model_served = text_in(json, "model_served");
    question.model_requested = text_in(json, "model_requested");
    question.when = parse_utc(text_in(json, "when")).value();
    question.usage = usage_from(usage);
    question.service_tier = text_in(json, "service_tier");
    question.speed = text_in(json, "speed");
    question.geo = text_in(json, "geo");
    question.region = text_in(json, "region");
    question.cache_write_ttl = text_in(json, "cache_write_ttl");
    question.endpoint = text_in(json, "endpoint");
    question.http_status = find_int(json, "http_status");
    question.vendor_cost_nano = find_int(json, "vendor_cost_nano");
    question.local = find_bool(json, "local").value_or(false);
    if (const auto mode = find_string(json, "billing_mode")) {
        question.billing_mode = *parse_billing_mode(*mode);
    }
    return question;
}

const PriceBook& book() {
    static const PriceBook loaded = embedded_price_book().value();
    return loaded;
}

PriceQuestion simple_question(const std::string& provider, const std::string& model) {
    PriceQuestion question;
    question.provider = provider;
    question.model_served = model;
    question.when = parse_utc("2026-11-01").value();
    question.usage.usage_source = UsageSource::Vendor;
    question.usage.input_tokens = 12'345;
    question.usage.output_tokens = 678;
    return question;
}

std::int64_t sum_of(const Cost& cost) {
    std::int64_t sum = 0;
    for (const CostComponent& line : cost.components) sum += line.amount_nano;
    return sum;
}

Json amounts_of(const Cost& cost) {
    Json amounts = Json::object();
    for (const CostComponent& line : cost.components) amounts[line.bucket] = line.amount_nano;
    return amounts;
}

bool same_members(const Json& a, const Json& b) {
    if (a.size() != b.size()) return false;
    for (const auto& [key, value] : a.items()) {
        const Json* other = find_member(b, key);
        if (!other || *other != value) return false;
    }
    return true;
}

/// All words that lead to a card of their own in this set, as (service_tier, speed).
std::vector<std::pair<std::string, std::string>> modes_of(const RateSet& set) {
    std::vector<std::pair<std::string, std::string>> modes{{"", ""}};
    for (const auto& [name, card] : set.tiers) modes.emplace_back(name, "");
    for (const auto& [name, card] : set.speeds) modes.emplace_back("", name);
    return modes;
}

constexpr Tokens Usage::*Buckets[] = {
    &Usage::input_tokens,          &Usage::cache_read_tokens,        &Usage::cache_write_5m_tokens,
    &Usage::cache_write_1h_tokens, &Usage::cache_write_other_tokens, &Usage::output_tokens,
};

}  // namespace

class PriceTest : public QObject {
    Q_OBJECT

private slots:
    void prices_recorded_situations_data();
    void prices_recorded_situations();
    void costs_rise_with_each_bucket_and_lines_add_up();
    void answers_the_same_twice();
    void adds_nested_use_at_its_own_rates();
    void says_when_nested_use_has_no_price();

private:
    void check_all_modes(const VendorPrices& vendor, const ModelPrices& model, const RateSet& set);
    void check_question(PriceQuestion question);
};

void PriceTest::prices_recorded_situations_data() {
    QTest::addColumn<QString>("text");
    for (const char* file : {"buckets", "tiers", "long_context", "history", "identity"}) {
        const std::string path = farebox::tests::data_dir() + "/pricing/" + file + ".json";
        const Json document = parse_json(load_file(path).value()).value();
        for (const Json& item : document["cases"]) {
            const std::string row = format("{}: {}", file, text_in(item, "name"));
            QTest::newRow(row.c_str()) << QString::fromStdString(to_text(item));
        }
    }
}

void PriceTest::prices_recorded_situations() {
    QFETCH(QString, text);
    const Json item = parse_json(text.toStdString()).value();
    const Json& expect = item["expect"];
    const Cost cost = price(book(), question_from(item["question"], item["usage"]));

    QCOMPARE(std::string(to_text(cost.price_status)), text_in(expect, "price_status"));
    QCOMPARE(cost.list_cost_nano, find_int(expect, "list_cost_nano"));
    QCOMPARE(cost.price_book, book().version);
    if (const Json* components = find_member(expect, "components")) {
        QVERIFY2(same_members(amounts_of(cost), *components), to_text(amounts_of(cost)).c_str());
    } else {
        QVERIFY(cost.components.empty());
    }
    if (const auto rule = find_string(expect, "price_rule")) QCOMPARE(cost.price_rule, *rule);
    if (const auto note = find_string(expect, "price_note")) {
        QVERIFY2(contains(cost.price_note, *note), cost.price_note.c_str());
    } else {
        QCOMPARE(cost.price_note, std::string());
    }
    QCOMPARE(cost.vendor_cost_nano, find_int(expect, "vendor_cost_nano"));
    if (find_member(expect, "billed_cost_nano")) {
        QCOMPARE(cost.billed_cost_nano, find_int(expect, "billed_cost_nano"));
    }
}

void PriceTest::check_question(PriceQuestion question) {
    const Cost before = price(book(), question);
    QCOMPARE(before.list_cost_nano.value_or(0), sum_of(before));
    for (const auto bucket : Buckets) {
        PriceQuestion more = question;
        more.usage.*bucket = (question.usage.*bucket).value_or(0) + 1'000;
        const Cost after = price(book(), more);
        QCOMPARE(after.list_cost_nano.value_or(0), sum_of(after));
        // A longer prompt may leave the priced range (then the cost is unknown, not lower).
        if (!after.list_cost_nano) continue;
        QVERIFY2(*after.list_cost_nano >= before.list_cost_nano.value_or(0),
                 after.price_rule.c_str());
    }
}

void PriceTest::check_all_modes(const VendorPrices& vendor, const ModelPrices& model,
                                const RateSet& set) {
    for (const auto& [tier, speed] : modes_of(set)) {
        for (const std::int64_t size : {0, 7, 99'500, 199'500, 271'500, 500'000}) {
            PriceQuestion question;
            question.provider = vendor.provider;
            question.model_served = model.id;
            question.when = set.from.number * NsPerDay;
            question.service_tier = tier;
            question.speed = speed;
            question.usage.usage_source = UsageSource::Vendor;
            question.usage.input_tokens = size;
            question.usage.output_tokens = size / 3;
            check_question(question);
        }
    }
}

void PriceTest::costs_rise_with_each_bucket_and_lines_add_up() {
    for (const VendorPrices& vendor : book().vendors) {
        for (const ModelPrices& model : vendor.models) {
            for (const RateSet& set : model.rate_sets) check_all_modes(vendor, model, set);
        }
    }
}

void PriceTest::answers_the_same_twice() {
    const PriceQuestion question = simple_question("openai", "gpt-6.1-terra");
    QVERIFY(price(book(), question) == price(book(), question));
}

void PriceTest::adds_nested_use_at_its_own_rates() {
    Cost cost = price(book(), simple_question("anthropic", "claude-sonnet-5-5"));
    const Cost advisor = price(book(), simple_question("anthropic", "claude-fable-5-1"));
    const std::int64_t expected = *cost.list_cost_nano + *advisor.list_cost_nano;
    add_nested(cost, advisor);
    QCOMPARE(cost.price_status, PriceStatus::Priced);
    QCOMPARE(*cost.list_cost_nano, expected);
    QCOMPARE(sum_of(cost), expected);
    QCOMPARE(cost.price_rule, std::string("anthropic/claude-sonnet-5-5@2026-10-07 & "
                                          "anthropic/claude-fable-5-1@2026-09-01"));
}

void PriceTest::says_when_nested_use_has_no_price() {
    Cost cost = price(book(), simple_question("anthropic", "claude-sonnet-5-5"));
    const std::int64_t own = *cost.list_cost_nano;
    add_nested(cost, price(book(), simple_question("anthropic", "claude-advisor-x")));
    QCOMPARE(cost.price_status, PriceStatus::Partly);
    QCOMPARE(*cost.list_cost_nano, own);
    QVERIFY(contains(cost.price_note, "claude-advisor-x"));
}

FAREBOX_TEST_CLASS(PriceTest)
#include "price_test.moc"
