#pragma once
// What a call may cost, before it is made: the numbers that reservations are taken from.
//
// "Most" figures are meant as upper bounds of one call's real figure:
//   input    one token for every 2 bytes of body. JSON text runs at 3 to 4 bytes a token for
//            English and code, 2 to 3 for other scripts; base64 images take far fewer.
//            Each token at the dearest input class of the model (fresh, or written to a cache).
//   output   the request's own maximum, else AssumedMaxOutputTokens, at the dearest listed rate
//            of the tier or speed asked for, the place and the prompt's length.
// "Likely" input is 4 bytes a token at the fresh rate. Tool fees (a web search is a cent) and input
// that lies at the vendor (file ids, previous_response_id) are outside: they are settle errors.

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/clock.h"
#include "core/model/estimate.h"
#include "core/pricing/price_book.h"

namespace farebox::pricing {

struct EstimateQuestion {
    std::string provider;
    std::string model;  ///< as requested; "" = not known
    UtcNs when = 0;
    std::int64_t request_bytes = 0;  ///< body, decoded where it was compressed
    std::optional<std::int64_t> max_output_tokens;
    std::string service_tier;  ///< as requested, the vendor's words
    std::string speed;
};

/// Pure; microseconds. Amounts beyond range are capped.
Estimate estimate(const PriceBook& book, const EstimateQuestion& question);

/// The dearest rates of the book on that day.
Provisional provisional_of(const PriceBook& book, UtcNs when);

}  // namespace farebox::pricing
