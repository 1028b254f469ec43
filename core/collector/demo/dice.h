#pragma once
// Chance that repeats: the same seed gives the same company on every machine, because every draw is
// made here and not by the standard library's distributions, which differ between implementations.

#include <array>
#include <cstdint>
#include <string_view>

namespace farebox::collector {

/// One stream of draws. One thread.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    /// A stream of its own for each thing that is asked about, so that asking in another order, or
    /// for fewer things, changes no answer.
    Dice(std::uint64_t seed, std::string_view what, std::uint64_t a = 0, std::uint64_t b = 0);

    std::uint64_t next();
    /// 0 to n - 1; n > 0.
    std::int64_t below(std::int64_t n);
    /// first to last, both included.
    std::int64_t between(std::int64_t first, std::int64_t last);
    /// True in `per_mille` of a thousand draws.
    bool chance(std::int64_t per_mille) { return below(1000) < per_mille; }
    /// Around `median`, half of the draws between 0.6 and 1.7 times it, some several times as much:
    /// how token counts and people's habits are spread.
    std::int64_t spread(std::int64_t median);

    template <class List>
    const auto& pick(const List& list) {
        return list[static_cast<std::size_t>(below(static_cast<std::int64_t>(std::size(list))))];
    }

private:
    std::uint64_t state_;
};

}  // namespace farebox::collector
