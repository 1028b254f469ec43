// The order of one price: whose rates, which card (tier, speed), which multipliers (place), which
// band (prompt length), then a line for each bucket. Each step that finds no answer adds a gap.

#include "core/pricing/price.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/pricing/bill.h"
#include "core/pricing/lookup.h"

namespace farebox::pricing {
namespace {

/// What all tokens of the call are priced with, and what the rule id says about it.
struct Tariff {
    const Rates* rates = nullptr;
    std::int64_t multiplier_ppm = PpmOne;
    std::string modifiers;  ///< "+batch+long"
};

bool is_one_of(const std::vector<std::string>& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

/// The name of `word` in the book: "" means that the response named none, which is standard.
std::optional<std::string> standard_name(const std::map<std::string, std::string>& words,
                                         const std::string& word) {
    if (word.empty()) return "standard";
    const auto found = words.find(word);
    if (found == words.end()) return std::nullopt;
    return found->second;
}

/// The card for the served tier and speed. A word or a combination without a listed price has no
/// card: falling back to the standard one is how other tools undercharge fast calls sixfold.
const RateCard* choose_card(const VendorPrices& vendor, const RateSet& set,
                            const PriceQuestion& question, Tariff& tariff, Bill& bill) {
    const auto tier = standard_name(vendor.service_tiers, question.service_tier);
    const auto speed = standard_name(vendor.speeds, question.speed);
    const bool special_tier = tier != "standard";
    const bool special_speed = speed != "standard";
    if (!special_tier && !special_speed) return &set.standard;
    if (special_tier && special_speed) {
        bill.add_gap(format("no rates for service tier \"{}\" at speed \"{}\"",
                            question.service_tier, question.speed));
        return nullptr;
    }
    const auto& cards = special_tier ? set.tiers : set.speeds;
    const auto& name = special_tier ? tier : speed;
    const auto card = name ? cards.find(*name) : cards.end();
    if (card == cards.end()) {
        bill.add_gap(format("no rates for {} \"{}\"", special_tier ? "service tier" : "speed",
                            special_tier ? question.service_tier : question.speed));
        return nullptr;
    }
    tariff.modifiers += "+" + *name;
    return &card->second;
}

/// The multiplier for one place, 1 where no particular place was named, a gap where the named one
/// has no listed multiplier.
std::optional<std::int64_t> place_multiplier(const std::map<std::string, std::int64_t>& listed,
                                             const std::vector<std::string>& neutral,
                                             const std::string& place) {
    if (place.empty() || is_one_of(neutral, place)) return PpmOne;
    const auto found = listed.find(place);
    if (found == listed.end()) return std::nullopt;
    return found->second;
}

bool apply_place(std::string_view kind, std::optional<std::int64_t> ppm, const std::string& place,
                 Tariff& tariff, Bill& bill) {
    if (!ppm) {
        bill.add_gap(format("no rates for {} \"{}\"", kind, place));
        return false;
    }
    // Exact: a book's multipliers have at most two decimals, and three of them at most stack.
    tariff.multiplier_ppm = tariff.multiplier_ppm * *ppm / PpmOne;
    if (*ppm != PpmOne) tariff.modifiers += format("+{}:{}", kind, place);
    return true;
}

std::int64_t counted_tokens(const LongContext& band, const Usage& usage) {
    std::int64_t sum = 0;
    const auto count = [&sum](bool counts, const Tokens& tokens) {
        if (counts && tokens && *tokens > 0) sum += *tokens;
    };
    count(band.counts_input, usage.input_tokens);
    count(band.counts_cache_read, usage.cache_read_tokens);
    count(band.counts_cache_write, usage.cache_write_5m_tokens);
    count(band.counts_cache_write, usage.cache_write_1h_tokens);
    count(band.counts_cache_write, usage.cache_write_other_tokens);
    return sum;
}

/// The rates for this prompt length: of one request, never of a session.
const Rates* choose_band(const RateCard& card, const Usage& usage, Tariff& tariff, Bill& bill) {
    if (!card.long_context) return &card.rates;
    const LongContext& band = *card.long_context;
    const std::int64_t counted = counted_tokens(band, usage);
    const bool is_long = band.threshold_is_long ? counted >= band.threshold
                                                : counted > band.threshold;
    if (!is_long && !usage.input_tokens) {
        bill.add_gap("the length of the prompt is unknown, so its rates are too");
        return nullptr;
    }
    if (!is_long) return &card.rates;
    tariff.modifiers += "+long";
    if (!band.rates) {
        bill.add_gap(format("no rates for a prompt of {} tokens{}", counted,
                            tariff.modifiers == "+long" ? "" : " with" + tariff.modifiers));
        return nullptr;
    }
    return &*band.rates;
}

Tariff choose_tariff(const VendorPrices& vendor, const RateSet& set, const PriceQuestion& question,
                     Bill& bill) {
    Tariff tariff;
    const RateCard* card = choose_card(vendor, set, question, tariff, bill);
    if (!card) return tariff;
    const auto geo = place_multiplier(set.geos, vendor.neutral_geos, question.geo);
    const auto region = place_multiplier(set.regions, vendor.neutral_regions, question.region);
    tariff.multiplier_ppm = card->multiplier_ppm;
    if (!apply_place("geo", geo, question.geo, tariff, bill)) return tariff;
    if (!apply_place("region", region, question.region, tariff, bill)) return tariff;
    tariff.rates = choose_band(*card, question.usage, tariff, bill);
    return tariff;
}

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
        bill.add_gap(format("no rate for audio ({} tokens inside input and output)",
                            *usage.audio_tokens));
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
    if (!vendor) return unpriced(book, format("provider \"{}\" is not in the price book",
                                              question.provider));
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
    if (question.local) {
        cost.price_status = PriceStatus::Free;
        cost.list_cost_nano = 0;
        cost.price_rule = "local";
        cost.price_book = book.version;
    } else {
        cost = list_price(book, question);
    }
    const bool invoiced = !question.local && question.billing_mode != BillingMode::Subscription &&
                          question.billing_mode != BillingMode::Local;
    if (!invoiced) cost.billed_cost_nano = 0;
    return cost;
}

}  // namespace farebox::pricing
