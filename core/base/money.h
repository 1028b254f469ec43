#pragma once
// Money without floating point.
//
// A rate is integer pico-USD per unit (one DeepSeek cache-read token costs 7,000 pico-USD; nano
// would round it away), an amount is int64 nano-USD (range about ±9.2 billion USD). The product is
// 128-bit and rounded once, half to even.

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace farebox {

/// An amount in nano-USD (1 USD = 1,000,000,000).
struct NanoUsd {
    std::int64_t value = 0;

    auto operator<=>(const NanoUsd&) const = default;
    NanoUsd& operator+=(NanoUsd other) { value += other.value; return *this; }
    NanoUsd& operator-=(NanoUsd other) { value -= other.value; return *this; }
    friend NanoUsd operator+(NanoUsd a, NanoUsd b) { return {a.value + b.value}; }
    friend NanoUsd operator-(NanoUsd a, NanoUsd b) { return {a.value - b.value}; }
};

/// A rate in pico-USD per unit (1 USD per million tokens = 1,000,000 pico-USD per token).
struct PicoUsdRate {
    std::int64_t value = 0;

    auto operator<=>(const PicoUsdRate&) const = default;
};

constexpr std::int64_t NanoPerUsd = 1'000'000'000;
constexpr std::int64_t PpmOne = 1'000'000;  ///< a multiplier of 1 in parts per million

/// rate x quantity x multiplier_ppm / 10^6, rounded half-even once to nano-USD. Quantity >= 0.
/// Fails when the amount does not fit.
Result<NanoUsd> multiply(PicoUsdRate rate, std::int64_t quantity, std::int64_t multiplier_ppm = PpmOne);

/// "3.75" (USD per million units) -> 3,750,000 pico-USD per unit. Exact: refuses what does not
/// divide evenly, signs, exponents and empty text.
Result<PicoUsdRate> parse_usd_per_million(std::string_view text);

/// "12.34" -> nano-USD, exact, at most nine decimals, optional leading '-'.
Result<NanoUsd> parse_usd(std::string_view text);

/// For people: "$12.34", "$0.0042", "-$3.00". At least two decimals, at most six significant
/// small ones; never rounds a non-zero amount to zero ("<$0.000001").
std::string format_usd(NanoUsd amount);
/// For machines: all nine decimals, no sign for USD: "12.340000000".
std::string format_usd_exact(NanoUsd amount);

}  // namespace farebox
