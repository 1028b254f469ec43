// The dearest price a request could meet: over the cards it may be served by, the places it may be
// served in, and both sides of a long-prompt threshold that its size may cross.

#include "core/pricing/estimate.h"

#include <algorithm>
#include <limits>

#include "core/pricing/lookup.h"

namespace farebox::pricing {
namespace {

/// Pico-USD per token, multipliers included.
struct Dearest {
    std::int64_t fresh = 0;
    std::int64_t input = 0;  ///< fresh or written to a cache
    std::int64_t output = 0;
};

std::int64_t largest(const std::map<std::string, std::int64_t>& multipliers) {
    std::int64_t most = PpmOne;
    for (const auto& [place, ppm] : multipliers) most = std::max(most, ppm);
    return most;
}

std::int64_t rate_of(const Rates& rates, RateClass rate_class, std::int64_t ppm) {
    const auto& rate = rates[rate_class];
    if (!rate) return 0;
    // Rates are below 10^10 (10,000 USD per million), multipliers below 10^8: no overflow. Up.
    return (rate->value * (ppm / 1000) + 999) / 1000;
}

void take_dearer(Dearest& most, const Rates& rates, std::int64_t ppm) {
    most.fresh = std::max(most.fresh, rate_of(rates, RateClass::Input, ppm));
    for (const auto rate_class : {RateClass::Input, RateClass::CacheWrite5m, RateClass::CacheWrite1h,
                                  RateClass::CacheWrite30m, RateClass::CacheWrite12h}) {
        most.input = std::max(most.input, rate_of(rates, rate_class, ppm));
    }
    most.output = std::max(most.output, rate_of(rates, RateClass::Output, ppm));
}

void take_card(Dearest& most, const RateCard& card, std::int64_t place_ppm, std::int64_t tokens) {
    const std::int64_t ppm = card.multiplier_ppm * place_ppm / PpmOne;
    take_dearer(most, card.rates, ppm);
    if (card.long_context && card.long_context->rates && tokens >= card.long_context->threshold) {
        take_dearer(most, *card.long_context->rates, ppm);
    }
}

const RateCard* card_named(const std::map<std::string, std::string>& words,
                           const std::map<std::string, RateCard>& cards, const std::string& word) {
    const auto name = words.find(word);
    const auto card = name == words.end() ? cards.end() : cards.find(name->second);
    return card == cards.end() ? nullptr : &card->second;
}

Dearest dearest_of(const VendorPrices& vendor, const RateSet& set,
                   const EstimateQuestion& question, std::int64_t tokens) {
    Dearest most;
    const std::int64_t place = largest(set.geos) * largest(set.regions) / PpmOne;
    take_card(most, set.standard, place, tokens);
    const RateCard* tier = card_named(vendor.service_tiers, set.tiers, question.service_tier);
    if (tier != nullptr) take_card(most, *tier, place, tokens);
    const RateCard* speed = card_named(vendor.speeds, set.speeds, question.speed);
    if (speed != nullptr) take_card(most, *speed, place, tokens);
    return most;
}

std::int64_t nano_of(std::int64_t pico_rate, std::int64_t tokens) {
    return multiply({pico_rate}, tokens)
        .value_or(NanoUsd{std::numeric_limits<std::int64_t>::max() / 8})
        .value;
}

/// The rates of the model, or null where the book has none for it on that day.
const RateSet* find_rates(const VendorPrices* vendor, const EstimateQuestion& question) {
    if (vendor == nullptr) return nullptr;
    const ModelPrices* model = find_model(*vendor, question.model);
    if (model == nullptr) return nullptr;
    return find_rate_set(*model, day_of(question.when));
}

}  // namespace

Estimate estimate(const PriceBook& book, const EstimateQuestion& question) {
    Estimate result;
    result.likely_input_tokens = question.request_bytes / 4;
    result.most_input_tokens = question.request_bytes / 2 + 1;
    result.most_output_tokens = question.max_output_tokens.value_or(AssumedMaxOutputTokens);
    // A request can ask for anything; no answer is longer than ten of the longest known.
    result.most_output_tokens =
        std::clamp(result.most_output_tokens, std::int64_t(0), 10 * AssumedMaxOutputTokens);
    if (question.model.empty()) return result;

    const VendorPrices* vendor = find_vendor(book, question.provider);
    const RateSet* set = find_rates(vendor, question);
    if (set == nullptr) {
        result.price = PriceKnowledge::Unpriced;
        return result;
    }
    const Dearest most = dearest_of(*vendor, *set, question, result.most_input_tokens);
    result.price = PriceKnowledge::Priced;
    result.likely_input_nano = nano_of(most.fresh, result.likely_input_tokens);
    result.most_input_nano = nano_of(most.input, result.most_input_tokens);
    result.most_output_nano = nano_of(most.output, result.most_output_tokens);
    return result;
}

Provisional provisional_of(const PriceBook& book, UtcNs when) {
    Dearest most;
    for (const auto& vendor : book.vendors) {
        for (const auto& model : vendor.models) {
            const RateSet* set = find_rate_set(model, day_of(when));
            if (set == nullptr) continue;
            const std::int64_t place = largest(set->geos) * largest(set->regions) / PpmOne;
            const std::int64_t any_length = std::numeric_limits<std::int64_t>::max();
            take_card(most, set->standard, place, any_length);
            for (const auto& [name, card] : set->tiers) take_card(most, card, place, any_length);
            for (const auto& [name, card] : set->speeds) take_card(most, card, place, any_length);
        }
    }
    return {(most.input + 999) / 1000, nano_of(most.output, AssumedMaxOutputTokens)};
}

}  // namespace farebox::pricing
