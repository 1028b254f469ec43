#include "core/collector/demo/dice.h"

namespace farebox::collector {
namespace {

/// Parts per thousand of the median at each hundredth of a log-normal spread (sigma 0.8), a table
/// because exp() may differ in its last bit between machines.
constexpr std::array<std::int64_t, 21> Spread = {
    134, 268, 359, 436, 510, 583, 657, 735, 817, 904, 1000,
    1106, 1225, 1361, 1521, 1715, 1961, 2292, 2788, 3729, 7460};

}  // namespace

Dice::Dice(std::uint64_t seed, std::string_view what, std::uint64_t a, std::uint64_t b)
    : state_(seed) {
    for (const char c : what) state_ = next() ^ static_cast<unsigned char>(c);
    state_ = next() ^ a;
    state_ = next() ^ b;
    next();
}

// SplitMix64: passes the usual tests and needs one word of state.
std::uint64_t Dice::next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

std::int64_t Dice::below(std::int64_t n) {
    return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(n));
}

std::int64_t Dice::between(std::int64_t first, std::int64_t last) {
    return first + below(last - first + 1);
}

std::int64_t Dice::spread(std::int64_t median) {
    const std::int64_t place = below(20'000);
    const auto step = static_cast<std::size_t>(place / 1000);
    const std::int64_t factor =
        Spread[step] + (Spread[step + 1] - Spread[step]) * (place % 1000) / 1000;
    return median * factor / 1000;
}

}  // namespace farebox::collector
