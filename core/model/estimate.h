#pragma once
// What a call may cost, before it is made: made by core/pricing/estimate.h, reserved by core/budget.

#include <cstdint>

namespace farebox {

/// The longest answer any listed vendor gives in one call; taken where a request names no maximum.
constexpr std::int64_t AssumedMaxOutputTokens = 128'000;

enum class PriceKnowledge {
    Unknown,   ///< the model is not known, or not yet: Gate takes its provisional amounts
    Priced,
    Unpriced,  ///< the model is known and the book has no price for it
};

struct Estimate {
    PriceKnowledge price = PriceKnowledge::Unknown;
    std::int64_t likely_input_tokens = 0;
    std::int64_t most_input_tokens = 0;
    std::int64_t most_output_tokens = 0;
    // Priced only
    std::int64_t likely_input_nano = 0;
    std::int64_t most_input_nano = 0;
    std::int64_t most_output_nano = 0;

    bool operator==(const Estimate&) const = default;
};

/// An upper bound for any call of a size, whatever its model: the dearest rates in the book.
struct Provisional {
    std::int64_t nano_per_input_token = 0;
    std::int64_t output_nano = 0;  ///< AssumedMaxOutputTokens at the dearest output rate

    std::int64_t input_tokens(std::int64_t request_bytes) const { return request_bytes / 2 + 1; }
    std::int64_t input_nano(std::int64_t request_bytes) const {
        return input_tokens(request_bytes) * nano_per_input_token;
    }
    std::int64_t nano(std::int64_t request_bytes) const {
        return input_nano(request_bytes) + output_nano;
    }
    std::int64_t tokens(std::int64_t request_bytes) const {
        return input_tokens(request_bytes) + AssumedMaxOutputTokens;
    }
};

}  // namespace farebox
