#pragma once
// The shape of a price book, as values.
//
// A vendor has models; a model has rate sets, one after the other in time; a rate set has one card
// for ordinary calls and one for each service tier or speed. A card says what a token of each class
// costs, and from which prompt length on the dearer rates count. An absent rate is unknown: the
// tokens stay unpriced, they are never free and never charged like fresh input.
//
// Rates are pico-USD per token (1 USD per million tokens = 1,000,000), multipliers parts per
// million. All of it is read once and constant afterwards.

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/money.h"
#include "core/pricing/calendar.h"

namespace farebox::pricing {

enum class RateClass {
    Input,  ///< fresh: neither read from nor written to a cache
    CacheRead,
    CacheWrite5m,   ///< Anthropic
    CacheWrite1h,   ///< Anthropic
    CacheWrite30m,  ///< OpenAI
    CacheWrite12h,  ///< OpenAI
    Output,         ///< reasoning included
};
constexpr std::size_t RateClassCount = 7;

struct Rates {
    std::array<std::optional<PicoUsdRate>, RateClassCount> by_class;

    std::optional<PicoUsdRate>& operator[](RateClass c) { return by_class[std::size_t(c)]; }
    const std::optional<PicoUsdRate>& operator[](RateClass c) const {
        return by_class[std::size_t(c)];
    }
    bool operator==(const Rates&) const = default;
};

/// A long prompt moves the whole request, output included, to other rates.
struct LongContext {
    std::int64_t threshold = 0;
    bool threshold_is_long = false;  ///< "from" (>=) instead of "over" (>)
    bool counts_input = false;
    bool counts_cache_read = false;
    bool counts_cache_write = false;
    std::optional<Rates> rates;  ///< absent: no price is known beyond the threshold

    bool operator==(const LongContext&) const = default;
};

struct RateCard {
    Rates rates;
    std::optional<LongContext> long_context;
    std::int64_t multiplier_ppm = PpmOne;  ///< on every class of this card

    bool operator==(const RateCard&) const = default;
};

/// The prices of one model from `from` (inclusive) to `to` (exclusive).
struct RateSet {
    Day from;
    std::optional<Day> to;
    RateCard standard;
    std::map<std::string, RateCard> tiers;        ///< by our tier name: "batch", "flex", "priority"
    std::map<std::string, RateCard> speeds;       ///< "fast"
    std::map<std::string, std::int64_t> geos;     ///< multiplier (ppm) by inference geography
    std::map<std::string, std::int64_t> regions;  ///< multiplier (ppm) by region of the host
    std::string source;
    Day retrieved;
    std::string note;
};

struct ModelPrices {
    std::string id;
    std::vector<std::string> aliases;  ///< other exact ids
    bool dated_ids = false;            ///< the vendor's dated form of `id` is the same model
    std::vector<RateSet> rate_sets;    ///< ascending, never overlapping
};

/// A charge per executed call, outside all multipliers.
struct Fee {
    std::string unit;  ///< field of Usage: "web_search_calls", "tool_fee_units"
    PicoUsdRate rate;  ///< per call
    Day from;
    std::optional<Day> to;
    std::string source;
    Day retrieved;
};

enum class DatedIdForm {
    Compact,  ///< -20260922
    Dashed,   ///< -2026-09-22
};

struct VendorPrices {
    std::string provider;
    DatedIdForm dated_id_form = DatedIdForm::Compact;
    std::string default_cache_write_ttl;  ///< of `cache_write_other_tokens`; empty: none
    std::map<std::string, std::string> service_tiers;  ///< vendor's word -> our tier name
    std::map<std::string, std::string> speeds;
    std::vector<std::string> neutral_geos;  ///< words that mean "no particular place"
    std::vector<std::string> neutral_regions;
    std::vector<Fee> fees;
    std::vector<ModelPrices> models;
};

}  // namespace farebox::pricing
