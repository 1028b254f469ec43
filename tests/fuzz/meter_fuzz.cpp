// One reading however the answer is cut; no figure is negative; nothing but usage objects is kept.
// The first byte chooses format and label.
#include "core/base/json.h"
#include "core/usage/meter.h"
#include "tests/fuzz/fuzz.h"

using farebox::usage::Meter;
using farebox::usage::Reading;
using farebox::usage::WireFormat;

namespace {

constexpr std::size_t MaxRawBytes = 8 * 1024;

Meter make_meter(unsigned choice) {
    return Meter(WireFormat(choice % 4), choice & 4 ? "text/event-stream" : "application/json", "",
                 choice & 8 ? 429 : 200);
}

void check(const Reading& reading) {
    const auto& usage = reading.usage;
    for (const farebox::Tokens& tokens :
         {usage.input_tokens, usage.cache_read_tokens, usage.cache_write_5m_tokens,
          usage.cache_write_1h_tokens, usage.cache_write_other_tokens, usage.output_tokens,
          usage.reasoning_tokens, usage.web_search_calls, usage.tool_fee_units,
          usage.vendor_credits_nano, reading.vendor_cost_nano}) {
        FUZZ_CHECK(tokens.value_or(0) >= 0);
    }
    FUZZ_CHECK(usage.raw_usage.size() <= MaxRawBytes);
    FUZZ_CHECK(usage.raw_usage.empty() || farebox::parse_json(usage.raw_usage).has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text = farebox::fuzz::as_text(data, size);
    const unsigned choice = farebox::fuzz::take_byte(text);
    Meter whole = make_meter(choice);
    whole.push(text);
    const Reading expected = whole.read();
    check(expected);
    for (const std::size_t piece : farebox::fuzz::piece_sizes(text)) {
        Meter meter = make_meter(choice);
        farebox::fuzz::feed_in_pieces(text, piece,
                                      [&](std::string_view part) { meter.push(part); });
        FUZZ_CHECK(meter.read() == expected);
    }
    return 0;
}
