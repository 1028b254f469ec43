// The order of one price: is anything billed, whose rates, which tariff, then a line for each
// bucket. What has no rate becomes a gap of the bill.

#include "core/pricing/price.h"

#include <utility>

#include "core/base/format.h"
#include "core/pricing/bill.h"
#include "core/pricing/lookup.h"
#include "core/pricing/tariff.h"

namespace farebox::pricing {
namespace {

/// The class of `cache_write_other_tokens`; the usage does not say how long they are kept.
std::optional<RateClass> other_write_class(const VendorPrices& vendor, const std::string& asked) {
    const std::string& ttl = asked.empty() ? vendor.default_cache_write_ttl : asked;
    if (ttl == "30m") return RateClass::CacheWrite30m;
    if (ttl == "12h") return RateClass::CacheWrite12h;
    return std::nullopt;
}

void add_tokens(std::string_view bucket, const Tokens& tokens, std::optional<RateClass> rate_class,
                const Tariff& tariff, Bill& bill) {
    if (!tokens || *tokens == 0) return;
    const auto rate = rate_class ? (*tariff.rates)[*rate_class] : std::nullopt;
    if (!rate) return bill.add_gap(format("no rate for {} ({})", bucket, *tokens));
    bill.add(bucket, *tokens, *rate, tariff.multiplier_ppm);
}

void add_all_tokens(const VendorPrices& vendor, const PriceQuestion& question, Tariff& tariff,
                    Bill& bill) {
    const Usage& usage = question.usage;
    if (!usage.input_tokens) bill.add_gap("input_tokens unknown");
    if (!usage.output_tokens) bill.add_gap("output_tokens unknown");
    if (!tariff.rates) return;
    const auto other = other_write_class(vendor, question.cache_write_ttl);
    const bool has_other = usage.cache_write_other_tokens.value_or(0) != 0;
    if (has_other && !question.cache_write_ttl.empty()) {
        tariff.modifiers += "+ttl:" + question.cache_write_ttl;
    }
    // Audio costs more than text and is counted inside both: without a rate of its own, neither
    // sum can be priced.
    if (usage.audio_tokens.value_or(0) != 0) {
        bill.add_gap(
            format("no rate for audio ({} tokens inside input and output)", *usage.audio_tokens));
    } else {
        add_tokens("input_tokens", usage.input_tokens, RateClass::Input, tariff, bill);
        add_tokens("output_tokens", usage.output_tokens, RateClass::Output, tariff, bill);
    }
    add_tokens("cache_read_tokens", usage.cache_read_tokens, RateClass::CacheRead, tariff, bill);
    add_tokens("cache_write_5m_tokens", usage.cache_write_5m_tokens, RateClass::CacheWrite5m,
               tariff, bill);
    add_tokens("cache_write_1h_tokens", usage.cache_write_1h_tokens, RateClass::CacheWrite1h,
               tariff, bill);
    add_tokens("cache_write_other_tokens", usage.cache_write_other_tokens, other, tariff, bill);
}

void add_fee(const VendorPrices& vendor, std::string_view unit, const Tokens& calls, Day day,
             Bill& bill) {
    if (!calls || *calls == 0) return;
    const Fee* fee = find_fee(vendor, unit, day);
    if (!fee) return bill.add_gap(format("no fee for {} ({})", unit, *calls));
    bill.add(unit, *calls, fee->rate, PpmOne);
}

/// Calls that no vendor bills, and the rule that says so; empty otherwise.
std::string no_charge_rule(const PriceQuestion& question) {
    if (question.local) return "local";
    if (question.endpoint == "count_tokens" || question.endpoint == "models") {
        return "unbilled_endpoint/" + question.endpoint;
    }
    // A refusal before any work: 4xx and Anthropic's 529. Other 5xx have been seen on invoices, so
    // without usage their cost stays unknown.
    const std::int64_t status = question.http_status.value_or(0);
    const bool refused = (status >= 400 && status < 500) || status == 529;
    if (refused && question.usage.usage_source == UsageSource::None) return "refused_by_vendor";
    return "";
}

Cost unpriced(const PriceBook& book, std::string why) {
    Cost cost;
    cost.price_status = PriceStatus::Unpriced;
    cost.price_book = book.version;
    cost.price_note = std::move(why);
    return cost;
}

Cost list_price(const PriceBook& book, const PriceQuestion& question) {
    if (question.usage.usage_source == UsageSource::None) {
        return unpriced(book, "no usage was seen");
    }
    // Whose rates?
    const VendorPrices* vendor = find_vendor(book, question.provider);
    if (!vendor)
        return unpriced(book,
                        format("provider \"{}\" is not in the price book", question.provider));
    const bool served = !question.model_served.empty();
    const std::string& id = served ? question.model_served : question.model_requested;
    const ModelPrices* model = find_model(*vendor, id);
    if (!model) return unpriced(book, format("model \"{}\" is not in the price book", id));
    const Day day = day_of(question.when);
    const RateSet* set = find_rate_set(*model, day);
    if (!set) return unpriced(book, format("no rates for {} on {}", model->id, format_day(day)));

    // Which of them, times what?
    Bill bill;
    Tariff tariff = choose_tariff(*vendor, *set, question, bill);

    // How much of each?
    add_all_tokens(*vendor, question, tariff, bill);
    add_fee(*vendor, "web_search_calls", question.usage.web_search_calls, day, bill);
    add_fee(*vendor, "tool_fee_units", question.usage.tool_fee_units, day, bill);
    if (question.usage.usage_source == UsageSource::VendorPartial) {
        bill.add_gap("the stream ended early, more was probably billed");
    }

    Cost cost;
    cost.price_book = book.version;
    cost.price_rule = format("{}/{}@{}{}{}", vendor->provider, model->id, format_day(set->from),
                             tariff.modifiers, served ? "" : "+model_requested");
    std::move(bill).write_to(cost);
    return cost;
}

}  // namespace

Cost price(const PriceBook& book, const PriceQuestion& question) {
    Cost cost;
    const std::string no_charge = no_charge_rule(question);
    if (no_charge.empty()) {
        cost = list_price(book, question);
    } else {
        cost.price_status = PriceStatus::Free;
        cost.list_cost_nano = 0;
        cost.price_rule = no_charge;
        cost.price_book = book.version;
    }
    const bool invoiced = no_charge.empty() && question.billing_mode != BillingMode::Subscription &&
                          question.billing_mode != BillingMode::Local;
    if (!invoiced) cost.billed_cost_nano = 0;
    cost.vendor_cost_nano = question.vendor_cost_nano;
    if (cost.vendor_cost_nano && cost.price_status == PriceStatus::Unpriced) {
        cost.price_status = PriceStatus::VendorStated;
    }
    return cost;
}

void add_nested(Cost& cost, const Cost& nested) {
    const auto is_known = [](const Cost& c) { return c.list_cost_nano.has_value(); };
    const bool whole =
        cost.price_status == PriceStatus::Priced && nested.price_status == PriceStatus::Priced;
    const bool known = is_known(cost) || is_known(nested);
    std::int64_t sum = 0;
    if (__builtin_add_overflow(cost.list_cost_nano.value_or(0), nested.list_cost_nano.value_or(0),
                               &sum)) {
        cost.price_note += "; the sum with nested use is beyond 9.2 billion USD";
        cost.price_status = PriceStatus::Partly;
        return;
    }
    if (known) cost.list_cost_nano = sum;
    cost.price_status = whole   ? PriceStatus::Priced
                        : known ? PriceStatus::Partly
                                : PriceStatus::Unpriced;
    const auto append = [](std::string& text, const std::string& more, const char* between) {
        if (!text.empty() && !more.empty()) text += between;
        text += more;
    };
    append(cost.price_rule, nested.price_rule, " & ");
    append(cost.price_note, nested.price_note, "; nested: ");
    cost.components.insert(cost.components.end(), nested.components.begin(),
                           nested.components.end());
}

}  // namespace farebox::pricing
