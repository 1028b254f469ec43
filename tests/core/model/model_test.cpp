#include "core/model/call.h"

#include "tests/support/suite.h"

using namespace farebox;

namespace {

// Every value of the enum has a word of its own that reads back.
template <class Enum, class Parse>
void check_words(int count, Parse parse) {
    std::vector<std::string> seen;
    for (int i = 0; i < count; ++i) {
        const std::string word(to_text(Enum(i)));
        QVERIFY(std::ranges::find(seen, word) == seen.end());
        QVERIFY(parse(word) == Enum(i));
        seen.push_back(word);
    }
    QVERIFY(!parse("nonsense").has_value());
    QVERIFY(!parse("").has_value());
}

}  // namespace

class ModelTest : public QObject {
    Q_OBJECT

private slots:
    void every_word_reads_back() {
        check_words<Confidence>(3, parse_confidence);
        check_words<UsageSource>(4, parse_usage_source);
        check_words<PriceStatus>(5, parse_price_status);
        check_words<Channel>(6, parse_channel);
        check_words<Outcome>(5, parse_outcome);
        check_words<CredentialClass>(4, parse_credential_class);
        check_words<BillingMode>(5, parse_billing_mode);
    }

    void the_prompt_is_fresh_cached_and_written_input() {
        Usage usage;
        QVERIFY(!usage.prompt_tokens().has_value());
        usage.output_tokens = 99;
        usage.reasoning_tokens = 50;
        QVERIFY(!usage.prompt_tokens().has_value());
        usage.cache_read_tokens = 10;
        QCOMPARE(usage.prompt_tokens(), Tokens(10));
        usage.input_tokens = 1;
        usage.cache_write_5m_tokens = 100;
        usage.cache_write_1h_tokens = 1'000;
        usage.cache_write_other_tokens = 10'000;
        QCOMPARE(usage.prompt_tokens(), Tokens(11'111));
    }
};

FAREBOX_TEST_CLASS(ModelTest)
#include "model_test.moc"
