// Usage objects of any shape give buckets that are unknown or not negative, and whose sums fit.
// The first byte chooses the family.
#include "core/base/json.h"
#include "core/usage/buckets.h"
#include "tests/fuzz/fuzz.h"

using farebox::usage::Buckets;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text = farebox::fuzz::as_text(data, size);
    const unsigned choice = farebox::fuzz::take_byte(text) % 3;
    const auto cost = farebox::usage::parse_nano_usd(text);
    FUZZ_CHECK(cost.value_or(0) >= 0);

    const auto usage = farebox::parse_json(text);
    if (!usage || !usage->is_object()) return 0;
    const Buckets buckets = choice == 0   ? farebox::usage::read_anthropic(*usage)
                            : choice == 1 ? farebox::usage::read_openai(*usage)
                                          : farebox::usage::read_llama_timings(*usage);
    const auto& out = buckets.usage;
    for (const farebox::Tokens& tokens :
         {out.input_tokens, out.cache_read_tokens, out.cache_write_5m_tokens,
          out.cache_write_1h_tokens, out.cache_write_other_tokens, out.output_tokens,
          out.reasoning_tokens, out.prompt_tokens()}) {
        FUZZ_CHECK(tokens.value_or(0) >= 0);
    }
    const auto stated = farebox::usage::find_stated_cost(*usage, text);
    FUZZ_CHECK(stated.value_or(0) >= 0);
    return 0;
}
