// JSON that parses prints as JSON that parses to the same value; reading members never throws.
#include "core/base/json.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = farebox::fuzz::as_text(data, size);
    FUZZ_CHECK(farebox::parse_json(farebox::json_quote(text)).has_value());
    const auto value = farebox::parse_json(text);
    if (!value) return 0;
    const auto again = farebox::parse_json(farebox::to_text(*value));
    FUZZ_CHECK(again.has_value());
    FUZZ_CHECK(farebox::to_text(*again) == farebox::to_text(*value));
    for (const char* key : {"a", "usage", ""}) {
        const auto text_member = farebox::find_string(*value, key);
        const auto int_member = farebox::find_int(*value, key);
        const auto bool_member = farebox::find_bool(*value, key);
        FUZZ_CHECK(int(text_member.has_value()) + int(int_member.has_value()) +
                       int(bool_member.has_value()) <=
                   1);
    }
    return 0;
}
