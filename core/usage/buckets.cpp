#include "core/usage/buckets.h"

#include <limits>

#include "core/base/money.h"
#include "core/base/strings.h"

namespace farebox::usage {
namespace {

/// No model reads a million million tokens in one request; a larger figure is a defect of its
/// sender and would overflow sums.
constexpr std::int64_t MaxTokens = 1'000'000'000'000;

/// xAI: 1 USD = 10^10 ticks, so a nano-USD is ten ticks.
constexpr std::int64_t TicksPerNano = 10;

/// Text of the number after `"key":` at the top of a small object. The object is a vendor's usage,
/// which holds no free text, so the first occurrence is the member.
std::optional<std::string_view> number_text(std::string_view raw, std::string_view key) {
    const std::string quoted = "\"" + std::string(key) + "\"";
    const auto at = raw.find(quoted);
    if (at == std::string_view::npos) return std::nullopt;
    std::string_view rest = raw.substr(at + quoted.size());
    while (!rest.empty() && (rest.front() == ' ' || rest.front() == '\n')) rest.remove_prefix(1);
    if (rest.empty() || rest.front() != ':') return std::nullopt;
    rest.remove_prefix(1);
    const auto start = rest.find_first_not_of(" \n\r\t");
    if (start == std::string_view::npos) return std::nullopt;
    rest = rest.substr(start);
    return rest.substr(0, rest.find_first_of(",}] \n\r\t"));
}

/// Splits "12.5e-3" into digits "125" and the power of ten of the last one (-4).
struct Decimal {
    std::string digits;
    std::int64_t exponent = 0;
};

std::optional<Decimal> read_decimal(std::string_view text) {
    Decimal decimal;
    const auto e = text.find_first_of("eE");
    if (e != std::string_view::npos) {
        std::string_view power = text.substr(e + 1);
        if (!power.empty() && power.front() == '+') power.remove_prefix(1);
        const auto value = parse_int(power);
        if (!value || *value > 30 || *value < -60) return std::nullopt;
        decimal.exponent = *value;
        text = text.substr(0, e);
    }
    bool after_point = false;
    for (const char c : text) {
        if (c == '.' && !after_point) {
            after_point = true;
        } else if (c >= '0' && c <= '9') {
            decimal.digits += c;
            if (after_point) --decimal.exponent;
        } else {
            return std::nullopt;
        }
    }
    if (decimal.digits.empty() || decimal.digits.size() > 60) return std::nullopt;
    return decimal;
}

/// Rounds away the last `drop` digits, half to even.
std::string round_digits(std::string digits, std::size_t drop) {
    if (drop > digits.size()) return "0";
    const std::string cut = digits.substr(digits.size() - drop);
    digits.resize(digits.size() - drop);
    if (digits.empty()) digits = "0";
    std::string half(drop, '0');
    if (drop > 0) half[0] = '5';
    const bool is_odd = (digits.back() - '0') % 2 == 1;
    if (drop == 0 || cut < half || (cut == half && !is_odd)) return digits;
    for (auto i = digits.size(); i-- > 0;) {
        if (digits[i] != '9') {
            ++digits[i];
            return digits;
        }
        digits[i] = '0';
    }
    return "1" + digits;
}

}  // namespace

Tokens find_tokens(const Json& object, std::string_view key) {
    const Tokens value = find_int(object, key);
    if (!value || *value < 0 || *value > MaxTokens) return std::nullopt;
    return value;
}

std::optional<std::int64_t> parse_nano_usd(std::string_view number) {
    const auto decimal = read_decimal(number);
    if (!decimal) return std::nullopt;
    const std::int64_t shift = decimal->exponent + 9;
    std::string digits = decimal->digits;
    if (shift >= 0) {
        digits.append(static_cast<std::size_t>(shift), '0');
    } else {
        digits = round_digits(std::move(digits), static_cast<std::size_t>(-shift));
    }
    return parse_int(digits);
}

std::optional<std::int64_t> find_stated_cost(const Json& usage, std::string_view raw) {
    if (const auto ticks = find_int(usage, "cost_in_usd_ticks"); ticks && *ticks >= 0) {
        const std::int64_t nano = *ticks / TicksPerNano;
        const std::int64_t rest = *ticks % TicksPerNano;
        const bool up = rest > TicksPerNano / 2 || (rest == TicksPerNano / 2 && nano % 2 == 1);
        return nano + (up ? 1 : 0);
    }
    const Json* cost = find_member(usage, "cost");
    if (cost == nullptr || !cost->is_number()) return std::nullopt;
    const auto text = number_text(raw, "cost");
    return text ? parse_nano_usd(*text) : std::nullopt;
}

}  // namespace farebox::usage
