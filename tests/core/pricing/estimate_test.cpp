#include "core/pricing/estimate.h"

#include "core/pricing/price.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::pricing;

class EstimateTest : public QObject {
    Q_OBJECT
private:
    static constexpr UtcNs Now = 1'795'318'200 * NsPerSecond;
    PriceBook book_ = embedded_price_book().value();

private slots:
    void is_never_below_the_price_of_a_call_within_its_bounds() {
        int compared = 0;
        for (const auto& vendor : book_.vendors) {
            for (const auto& model : vendor.models) {
                for (const std::int64_t bytes : {2'000, 300'000, 3'000'000}) {
                    EstimateQuestion question{vendor.provider, model.id, Now, bytes, 8'000, "", ""};
                    const Estimate most = estimate(book_, question);
                    if (most.price != PriceKnowledge::Priced) continue;
                    PriceQuestion price_question;
                    price_question.provider = vendor.provider;
                    price_question.model_served = model.id;
                    price_question.when = Now;
                    price_question.http_status = 200;
                    price_question.billing_mode = BillingMode::Api;
                    price_question.endpoint = "messages";
                    price_question.usage.usage_source = UsageSource::Vendor;
                    price_question.usage.input_tokens = bytes / 4;
                    price_question.usage.cache_write_5m_tokens = bytes / 4;
                    price_question.usage.output_tokens = 8'000;
                    const Cost cost = price(book_, price_question);
                    if (!cost.list_cost_nano) continue;
                    ++compared;
                    QVERIFY2(*cost.list_cost_nano <= most.most_input_nano + most.most_output_nano,
                             model.id.c_str());
                    const Provisional any = provisional_of(book_, Now);
                    QVERIFY(most.most_input_nano + most.most_output_nano <= any.nano(bytes));
                    QVERIFY(most.most_input_nano <= any.input_nano(bytes));
                    QVERIFY(most.likely_input_nano <= most.most_input_nano);
                }
            }
        }
        QVERIFY(compared > 50);
    }

    void tells_models_without_price_from_models_not_known() {
        QVERIFY(estimate(book_, {"openai", "", Now, 100, {}, "", ""}).price == PriceKnowledge::Unknown);
        QVERIFY(estimate(book_, {"openai", "tiny", Now, 100, {}, "", ""}).price ==
                PriceKnowledge::Unpriced);
        QVERIFY(estimate(book_, {"acme", "gpt-6", Now, 100, {}, "", ""}).price ==
                PriceKnowledge::Unpriced);
        const auto any = estimate(book_, {"openai", "", Now, 100, {}, "", ""});
        QCOMPARE(any.most_output_tokens, AssumedMaxOutputTokens);
        QCOMPARE(any.most_input_tokens, std::int64_t(51));
        QCOMPARE(estimate(book_, {"openai", "", Now, 1, INT64_MAX, "", ""}).most_output_tokens,
                 10 * AssumedMaxOutputTokens);
    }
};

FAREBOX_TEST_CLASS(EstimateTest)
#include "estimate_test.moc"
