#include "core/pricing/rate_reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/format.h"

namespace farebox::pricing {
namespace {

constexpr std::array<std::pair<std::string_view, RateClass>, RateClassCount> ClassNames{{
    {"input", RateClass::Input},
    {"cache_read", RateClass::CacheRead},
    {"cache_write_5m", RateClass::CacheWrite5m},
    {"cache_write_1h", RateClass::CacheWrite1h},
    {"cache_write_30m", RateClass::CacheWrite30m},
    {"cache_write_12h", RateClass::CacheWrite12h},
    {"output", RateClass::Output},
}};

Result<RateClass> parse_class(const Node& node, std::string_view name) {
    for (const auto& [known, value] : ClassNames) {
        if (known == name) return value;
    }
    return node.error(format("unknown token class \"{}\"", name));
}

/// "0" is refused: free is a statement about a provider, never a rate (stubs of [0, 0] are how
/// other price lists made whole models cost nothing).
Result<PicoUsdRate> parse_rate(const Node& node) {
    FAREBOX_TRY(text, node.text());
    FAREBOX_TRY(rate, parse_usd_per_million(text).with_context(node.place()));
    if (rate.value == 0) return node.error("a rate of 0 is not a price; leave an unknown rate out");
    return rate;
}

Result<Rates> parse_rates(const Node& node) {
    FAREBOX_TRY(members, node.members());
    Rates rates;
    for (const auto& [name, value] : members) {
        FAREBOX_TRY(rate_class, parse_class(node, name));
        FAREBOX_TRY(rate, parse_rate(value));
        rates[rate_class] = rate;
    }
    if (!rates[RateClass::Input]) return node.error("field \"input\" is missing");
    if (!rates[RateClass::Output]) return node.error("field \"output\" is missing");
    return rates;
}

/// At most two decimals, so that a tier, a speed and a region stack exactly in parts per million.
Result<std::int64_t> parse_multiplier(const Node& node) {
    FAREBOX_TRY(text, node.text());
    FAREBOX_TRY(ppm, parse_usd_per_million(text).with_context(node.place()));
    if (ppm.value <= 0 || ppm.value > 100 * PpmOne) return node.error("outside 0.01 to 100");
    if (ppm.value % 10'000 != 0) return node.error("more than two decimals");
    return ppm.value;
}

Result<std::map<std::string, std::int64_t>> parse_multipliers(const Node& set,
                                                              std::string_view key) {
    std::map<std::string, std::int64_t> multipliers;
    const auto node = set.find(key);
    if (!node) return multipliers;
    FAREBOX_TRY(members, node->members());
    for (const auto& [name, value] : members) {
        FAREBOX_TRY(ppm, parse_multiplier(value));
        multipliers.emplace(name, ppm);
    }
    return multipliers;
}

Result<void> parse_counted(const Node& node, LongContext& band) {
    FAREBOX_TRY(counted, node.texts_or_none("counts"));
    for (const std::string& name : counted) {
        if (name == "input")
            band.counts_input = true;
        else if (name == "cache_read")
            band.counts_cache_read = true;
        else if (name == "cache_write")
            band.counts_cache_write = true;
        else
            return node.error(format("counts: unknown bucket \"{}\"", name));
    }
    if (!band.counts_input) return node.error("counts: must at least count \"input\"");
    return {};
}

Result<LongContext> parse_long_context(const Node& node) {
    FAREBOX_TRY_VOID(node.expect_keys({"over", "from", "counts", "rates"}));
    const auto over = find_int(node.json(), "over");
    const auto from = find_int(node.json(), "from");
    if (over.has_value() == from.has_value()) {
        return node.error("needs either \"over\" (>) or \"from\" (>=), a number of tokens");
    }
    LongContext band;
    band.threshold = over ? *over : *from;
    band.threshold_is_long = from.has_value();
    if (band.threshold <= 0) return node.error("the threshold must be positive");
    FAREBOX_TRY_VOID(parse_counted(node, band));
    FAREBOX_TRY(rates_node, node.member("rates"));
    FAREBOX_TRY(rates, parse_rates(rates_node));
    band.rates = rates;
    return band;
}

bool says_unpriced(const Node& node) {
    return node.json().is_string() && node.json().get<std::string>() == "unpriced";
}

/// A tier that is the standard card times a factor, less what the vendor does not list.
Result<RateCard> parse_scaled_card(const Node& node, const RateCard& standard) {
    RateCard card = standard;
    FAREBOX_TRY(multiplier, node.member("multiplier"));
    FAREBOX_TRY(ppm, parse_multiplier(multiplier));
    card.multiplier_ppm = ppm;
    FAREBOX_TRY(unpriced, node.texts_or_none("unpriced"));
    for (const std::string& name : unpriced) {
        FAREBOX_TRY(rate_class, parse_class(node, name));
        card.rates[rate_class].reset();
        if (card.long_context) (*card.long_context->rates)[rate_class].reset();
    }
    if (const auto band = node.find("long_context")) {
        if (!says_unpriced(*band)) return band->error("only \"unpriced\" goes with a multiplier");
        if (!standard.long_context) return band->error("the standard card has no long context");
        card.long_context->rates.reset();
    }
    return card;
}

/// A tier with rates of its own. Where the standard card has a second band, silence about it would
/// be a guess, so the file must say.
Result<RateCard> parse_own_card(const Node& node, const RateCard& standard) {
    RateCard card;
    FAREBOX_TRY(rates_node, node.member("rates"));
    FAREBOX_TRY(rates, parse_rates(rates_node));
    card.rates = rates;
    const auto band = node.find("long_context");
    if (!band && standard.long_context) {
        return node.error("must state \"long_context\" (own rates or \"unpriced\")");
    }
    if (!band) return card;
    if (!says_unpriced(*band)) {
        FAREBOX_TRY(own, parse_long_context(*band));
        card.long_context = own;
        return card;
    }
    if (!standard.long_context) return band->error("the standard card has no long context");
    card.long_context = standard.long_context;
    card.long_context->rates.reset();
    return card;
}

Result<std::map<std::string, RateCard>> parse_cards(
    const Node& set, std::string_view key, const RateCard& standard,
    const std::map<std::string, std::string>& vendor_words) {
    std::map<std::string, RateCard> cards;
    const auto node = set.find(key);
    if (!node) return cards;
    FAREBOX_TRY(members, node->members());
    for (const auto& [name, value] : members) {
        const bool known = std::any_of(vendor_words.begin(), vendor_words.end(),
                                       [&name = name](const auto& w) { return w.second == name; });
        if (!known || name == "standard") {
            return value.error("no word of the vendor leads to this name");
        }
        FAREBOX_TRY_VOID(value.expect_keys({"multiplier", "unpriced", "rates", "long_context"}));
        const bool scaled = value.find("multiplier").has_value();
        if (scaled == value.find("rates").has_value()) {
            return value.error("needs either \"multiplier\" or \"rates\"");
        }
        FAREBOX_TRY(card,
                    scaled ? parse_scaled_card(value, standard) : parse_own_card(value, standard));
        cards.emplace(name, card);
    }
    return cards;
}

}  // namespace

Result<RateSet> parse_rate_set(const Node& node, const VendorPrices& vendor) {
    FAREBOX_TRY_VOID(node.expect_keys({"effective_from", "effective_to", "rates", "long_context",
                                       "tiers", "speeds", "geos", "regions", "source", "retrieved",
                                       "checked_against", "note"}));
    RateSet set;
    // When does it hold?
    FAREBOX_TRY(from, node.day_of("effective_from"));
    FAREBOX_TRY(to, node.find_day("effective_to"));
    if (to && *to <= from) return node.error("effective_to must be after effective_from");
    set.from = from;
    set.to = to;

    // What does an ordinary call cost?
    FAREBOX_TRY(rates_node, node.member("rates"));
    FAREBOX_TRY(rates, parse_rates(rates_node));
    set.standard.rates = rates;
    if (const auto band = node.find("long_context")) {
        FAREBOX_TRY(long_context, parse_long_context(*band));
        set.standard.long_context = long_context;
    }

    // What does a special one cost?
    FAREBOX_TRY(tiers, parse_cards(node, "tiers", set.standard, vendor.service_tiers));
    FAREBOX_TRY(speeds, parse_cards(node, "speeds", set.standard, vendor.speeds));
    FAREBOX_TRY(geos, parse_multipliers(node, "geos"));
    FAREBOX_TRY(regions, parse_multipliers(node, "regions"));
    set.tiers = std::move(tiers);
    set.speeds = std::move(speeds);
    set.geos = std::move(geos);
    set.regions = std::move(regions);

    // Who says so?
    FAREBOX_TRY(source, node.text_of("source"));
    FAREBOX_TRY(retrieved, node.day_of("retrieved"));
    FAREBOX_TRY(note, node.text_or_empty("note"));
    FAREBOX_TRY_VOID(node.texts_or_none("checked_against"));
    set.source = std::move(source);
    set.retrieved = retrieved;
    set.note = std::move(note);
    return set;
}

}  // namespace farebox::pricing
