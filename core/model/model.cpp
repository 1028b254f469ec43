// The words of the enums: one table an enum, read in both directions.

#include "core/model/call.h"
#include "core/model/words.h"

namespace farebox {
namespace {

constexpr Words<Confidence, 3> ConfidenceWords{{{Confidence::Certain, "certain"},
                                                {Confidence::Likely, "likely"},
                                                {Confidence::Weak, "weak"}}};
constexpr Words<UsageSource, 4> UsageSourceWords{{{UsageSource::Vendor, "vendor"},
                                                  {UsageSource::VendorPartial, "vendor_partial"},
                                                  {UsageSource::Estimated, "estimated"},
                                                  {UsageSource::None, "none"}}};
constexpr Words<PriceStatus, 5> PriceStatusWords{{{PriceStatus::Priced, "priced"},
                                                  {PriceStatus::Partly, "partly"},
                                                  {PriceStatus::Unpriced, "unpriced"},
                                                  {PriceStatus::Free, "free"},
                                                  {PriceStatus::VendorStated, "vendor_stated"}}};
constexpr Words<Channel, 6> ChannelWords{{{Channel::BaseUrl, "base_url"},
                                          {Channel::Proxy, "proxy"},
                                          {Channel::Intercept, "intercept"},
                                          {Channel::Hook, "hook"},
                                          {Channel::Otlp, "otlp"},
                                          {Channel::Import, "import"}}};
constexpr Words<Outcome, 5> OutcomeWords{{{Outcome::Ok, "ok"},
                                          {Outcome::ClientCancelled, "client_cancelled"},
                                          {Outcome::UpstreamFailed, "upstream_failed"},
                                          {Outcome::Refused, "refused"},
                                          {Outcome::VendorError, "vendor_error"}}};
constexpr Words<CredentialClass, 4> CredentialWords{{{CredentialClass::ApiKey, "api_key"},
                                                     {CredentialClass::Oauth, "oauth"},
                                                     {CredentialClass::CloudSignature, "cloud_signature"},
                                                     {CredentialClass::None, "none"}}};
constexpr Words<BillingMode, 5> BillingWords{{{BillingMode::Unknown, "unknown"},
                                              {BillingMode::Api, "api"},
                                              {BillingMode::Subscription, "subscription"},
                                              {BillingMode::Credits, "credits"},
                                              {BillingMode::Local, "local"}}};

}  // namespace

std::string_view to_text(Confidence confidence) { return word_of(ConfidenceWords, confidence); }
std::string_view to_text(UsageSource source) { return word_of(UsageSourceWords, source); }
std::string_view to_text(PriceStatus status) { return word_of(PriceStatusWords, status); }
std::string_view to_text(Channel value) { return word_of(ChannelWords, value); }
std::string_view to_text(Outcome value) { return word_of(OutcomeWords, value); }
std::string_view to_text(CredentialClass value) { return word_of(CredentialWords, value); }
std::string_view to_text(BillingMode value) { return word_of(BillingWords, value); }

std::optional<Confidence> parse_confidence(std::string_view text) {
    return value_of(ConfidenceWords, text);
}
std::optional<UsageSource> parse_usage_source(std::string_view text) {
    return value_of(UsageSourceWords, text);
}
std::optional<PriceStatus> parse_price_status(std::string_view text) {
    return value_of(PriceStatusWords, text);
}
std::optional<Channel> parse_channel(std::string_view text) { return value_of(ChannelWords, text); }
std::optional<Outcome> parse_outcome(std::string_view text) { return value_of(OutcomeWords, text); }
std::optional<CredentialClass> parse_credential_class(std::string_view text) {
    return value_of(CredentialWords, text);
}
std::optional<BillingMode> parse_billing_mode(std::string_view text) {
    return value_of(BillingWords, text);
}

bool may_cost(const Call& call) {
    if (call.outcome == Outcome::Refused) return false;
    if (call.endpoint == "count_tokens" || call.endpoint == "models") return false;
    const bool nothing_said = call.usage.usage_source == UsageSource::None;
    if (call.outcome == Outcome::VendorError && nothing_said) return false;
    if (call.outcome == Outcome::UpstreamFailed && !call.http_status) return false;
    return true;
}

Tokens Usage::prompt_tokens() const {
    Tokens sum;
    for (const Tokens& bucket : {input_tokens, cache_read_tokens, cache_write_5m_tokens,
                                 cache_write_1h_tokens, cache_write_other_tokens}) {
        if (bucket) sum = sum.value_or(0) + *bucket;
    }
    return sum;
}

}  // namespace farebox
