// Which card (tier, speed), which multipliers (place), which band (prompt length): each step that
// finds no answer adds a gap and leaves the tokens without rates.

#include "core/pricing/tariff.h"

#include <algorithm>
#include <limits>

#include "core/base/format.h"

namespace farebox::pricing {
namespace {

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
    using Count = std::int64_t;
    Count sum = 0;
    const auto count = [&sum](bool counts, const Tokens& tokens) {
        if (!counts || !tokens || *tokens <= 0) return;
        // Foreign numbers: an absurd sum is a long prompt, not an overflow.
        if (__builtin_add_overflow(sum, *tokens, &sum)) sum = std::numeric_limits<Count>::max();
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
    const bool is_long =
        band.threshold_is_long ? counted >= band.threshold : counted > band.threshold;
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

}  // namespace

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

}  // namespace farebox::pricing
