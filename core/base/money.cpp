#include "core/base/money.h"

#include <cstdlib>

#include <limits>

namespace farebox {
namespace {

__extension__ using Int128 = __int128;

Int128 divide_half_even(Int128 numerator, Int128 denominator) {
    Int128 quotient = numerator / denominator;
    const Int128 rest = numerator % denominator;
    const Int128 twice = (rest < 0 ? -rest : rest) * 2;
    const bool odd = (quotient & 1) != 0;
    if (twice > denominator || (twice == denominator && odd)) quotient += numerator < 0 ? -1 : 1;
    return quotient;
}

// Digits with at most `decimals` places, scaled by 10^decimals.
Result<std::int64_t> parse_decimal(std::string_view text, int decimals) {
    const std::string original(text);
    Int128 value = 0;
    int places = -1;
    int digits = 0;
    for (const char c : text) {
        if (c == '.') {
            if (places >= 0) return invalid("\"" + original + "\" has two decimal points");
            places = 0;
            continue;
        }
        if (c < '0' || c > '9') return invalid("\"" + original + "\" is not a decimal number");
        if (places >= 0 && ++places > decimals) {
            if (c != '0') {
                return invalid("\"" + original + "\" is finer than " + std::to_string(decimals) +
                               " decimals");
            }
            continue;
        }
        value = value * 10 + (c - '0');
        ++digits;
        if (value > std::numeric_limits<std::int64_t>::max()) {
            return invalid("\"" + original + "\" is too large");
        }
    }
    if (digits == 0) return invalid("\"" + original + "\" is not a decimal number");
    for (int i = places < 0 ? 0 : std::min(places, decimals); i < decimals; ++i) value *= 10;
    if (value > std::numeric_limits<std::int64_t>::max()) {
        return invalid("\"" + original + "\" is too large");
    }
    return std::int64_t(value);
}

// Unsigned, so that the smallest amount has one too.
std::uint64_t magnitude_of(NanoUsd amount) {
    const auto bits = std::uint64_t(amount.value);
    return amount.value < 0 ? std::uint64_t(0) - bits : bits;
}

// 12340000000 -> "12.340000000"
std::string nano_text(std::uint64_t magnitude) {
    std::string fraction = std::to_string(magnitude % NanoPerUsd);
    fraction.insert(0, 9 - fraction.size(), '0');
    return std::to_string(magnitude / NanoPerUsd) + "." + fraction;
}

}  // namespace

Result<NanoUsd> multiply(PicoUsdRate rate, std::int64_t quantity, std::int64_t multiplier_ppm) {
    // |rate| < 2^63, quantity < 2^63: the product of two fits 126 bits; the multiplier may not.
    Int128 product = 0;
    const Int128 pico = Int128(rate.value) * quantity;
    if (__builtin_mul_overflow(pico, Int128(multiplier_ppm), &product)) {
        return Error{ErrorCode::TooLarge, "the amount is beyond 128 bits"};
    }
    const Int128 nano = divide_half_even(product, Int128(1000) * PpmOne);
    if (nano > std::numeric_limits<std::int64_t>::max() ||
        nano < std::numeric_limits<std::int64_t>::min()) {
        return Error{ErrorCode::TooLarge, "the amount is beyond 9.2 billion USD"};
    }
    return NanoUsd{std::int64_t(nano)};
}

Result<PicoUsdRate> parse_usd_per_million(std::string_view text) {
    FAREBOX_TRY(scaled, parse_decimal(text, 6));
    return PicoUsdRate{scaled};
}

Result<NanoUsd> parse_usd(std::string_view text) {
    const bool negative = text.starts_with('-');
    FAREBOX_TRY(scaled, parse_decimal(negative ? text.substr(1) : text, 9));
    return NanoUsd{negative ? -scaled : scaled};
}

std::string format_usd_exact(NanoUsd amount) {
    return (amount.value < 0 ? "-" : "") + nano_text(magnitude_of(amount));
}

std::string format_usd(NanoUsd amount) {
    const std::string sign = amount.value < 0 ? "-" : "";
    const std::uint64_t magnitude = magnitude_of(amount);
    if (magnitude > 0 && magnitude < 1000) return sign + "<$0.000001";
    // From a dollar up cents suffice; below, four places, and six below a cent.
    const std::uint64_t step = magnitude >= NanoPerUsd         ? 10'000'000
                               : magnitude >= NanoPerUsd / 100 ? 100'000
                                                               : 1'000;
    std::string text = nano_text(std::uint64_t(divide_half_even(magnitude, Int128(step))) * step);
    while (text.ends_with('0') && text.size() - text.find('.') > 3) text.pop_back();
    return sign + "$" + text;
}

}  // namespace farebox
