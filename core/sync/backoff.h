#pragma once
// How long to wait after a failure: "full jitter", a random time between nothing and a bound that
// doubles. A thousand laptops that lost their collector at the same moment come back spread out,
// not in waves.

#include <algorithm>
#include <chrono>
#include <random>

namespace farebox::sync {

/// One thread.
class Backoff {
public:
    static constexpr std::chrono::milliseconds Base{1'000};
    static constexpr std::chrono::milliseconds Cap{15 * 60'000};

    explicit Backoff(std::uint64_t seed) : random_(seed) {}

    /// After one more failure. `asked` is what the other side wants: never less than that, and
    /// spread over half of it more.
    std::chrono::milliseconds next(std::chrono::milliseconds asked = {}) {
        const auto bound = std::min(Cap, Base * (std::int64_t(1) << std::min(failures_, 20)));
        ++failures_;
        if (asked.count() > 0) return asked + up_to(std::max(asked / 2, Base));
        return up_to(bound);
    }
    void reset() { failures_ = 0; }
    int failures() const { return failures_; }

    /// Any time from 0 to `bound`.
    std::chrono::milliseconds up_to(std::chrono::milliseconds bound) {
        return std::chrono::milliseconds(
            std::uniform_int_distribution<std::int64_t>(0, bound.count())(random_));
    }

private:
    std::mt19937_64 random_;
    int failures_ = 0;
};

}  // namespace farebox::sync
