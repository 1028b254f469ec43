#pragma once
// What a call consumed, in disjoint buckets.
//
// `input_tokens` is fresh input only; cache reads and writes are beside it, never inside it.
// `reasoning_tokens`, `audio_tokens` and `image_tokens` are subsets of input or output and never
// added to a sum. Absent means the vendor did not say: unknown, which is not 0.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace farebox {

using Tokens = std::optional<std::int64_t>;

enum class UsageSource {
    Vendor,         ///< the vendor's final figures
    VendorPartial,  ///< figures seen before the stream broke; more was probably billed
    Estimated,      ///< our own estimate, flagged wherever it is shown
    None,           ///< nothing seen
};

std::string_view to_text(UsageSource source);
std::optional<UsageSource> parse_usage_source(std::string_view text);

struct Usage {
    Tokens input_tokens;
    Tokens cache_read_tokens;
    Tokens cache_write_5m_tokens;
    Tokens cache_write_1h_tokens;
    Tokens cache_write_other_tokens;  ///< OpenAI 30 min and 12 h writes; TTL in `cache_write_ttl`
    Tokens output_tokens;             ///< includes reasoning
    Tokens reasoning_tokens;          ///< subset of output_tokens
    Tokens audio_tokens;              ///< subset
    Tokens image_tokens;              ///< subset
    Tokens web_search_calls;          ///< executed, not declared
    Tokens tool_fee_units;            ///< other per-call tool fees executed (file search)
    std::optional<std::int64_t> vendor_credits_nano;  ///< vendor credits x 10^-9
    UsageSource usage_source = UsageSource::None;
    std::string raw_usage;            ///< the vendor's usage object(s) as received, JSON; no content

    bool operator==(const Usage&) const = default;
    /// Fresh + cached + written: the whole prompt as long-context tiers count it. Absent when no
    /// input bucket is known.
    Tokens prompt_tokens() const;
};

}  // namespace farebox
