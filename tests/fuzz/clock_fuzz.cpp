// A time that parses prints as itself, to the millisecond.
#include "core/base/clock.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = farebox::fuzz::as_text(data, size);
    const auto time = farebox::parse_utc(text);
    if (!time) return 0;
    const std::string printed = farebox::format_utc(*time);
    const auto again = farebox::parse_utc(printed);
    FUZZ_CHECK(again.has_value());
    FUZZ_CHECK(farebox::format_utc(*again) == printed);
    FUZZ_CHECK(*time - *again >= 0 && *time - *again < farebox::NsPerMs);
    FUZZ_CHECK(printed.substr(0, 10) == farebox::format_day(*time, 0));
    return 0;
}
