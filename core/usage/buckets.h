#pragma once
// From a vendor's usage object to disjoint buckets: one function per family of field names.
//
// The families differ in one thing that has cost others most: whether "input" contains the cached
// part. Anthropic's does not, OpenAI's does. Where a figure contradicts the vendor's own total,
// the total decides and the reader says so in a note.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/usage/reading.h"

namespace farebox::usage {

struct Buckets {
    Usage usage;  ///< tokens only; usage_source and raw_usage are the caller's
    std::vector<NestedUsage> nested;
    std::string service_tier;
    std::string region;
    std::string speed;
    std::optional<std::int64_t> vendor_cost_nano;
    std::vector<std::string> notes;
};

/// A count as vendors write them: a non-negative integer. Null, negative and absurd values
/// (above 10^12) are unknown.
Tokens find_tokens(const Json& object, std::string_view key);

/// Anthropic Messages. Input excludes the cache; writes are split by lifetime.
Buckets read_anthropic(const Json& usage);

/// OpenAI Chat and Responses and everything that borrowed their names. Input includes the cache.
Buckets read_openai(const Json& usage);

/// llama.cpp's `timings`, sent where usage was not asked for.
Buckets read_llama_timings(const Json& timings);

/// Amounts that vendors state, exact: OpenRouter `cost` (USD as a decimal), xAI
/// `cost_in_usd_ticks` (10^-10 USD). `raw` is the usage object's own text.
std::optional<std::int64_t> find_stated_cost(const Json& usage, std::string_view raw);

/// A decimal number as written in JSON, in nano-USD, rounded half-even; nothing when it is not a
/// number, negative, or too large.
std::optional<std::int64_t> parse_nano_usd(std::string_view number);

}  // namespace farebox::usage
