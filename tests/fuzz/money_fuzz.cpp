// An amount that parses prints as itself; arithmetic fails rather than wraps.
#include <cstring>

#include "core/base/money.h"
#include "tests/fuzz/fuzz.h"

using namespace farebox;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::as_text(data, size);
    if (const auto amount = parse_usd(text)) {
        FUZZ_CHECK(parse_usd(format_usd_exact(*amount)).value() == *amount);
        FUZZ_CHECK(!format_usd(*amount).empty());
    }
    if (const auto rate = parse_usd_per_million(text)) FUZZ_CHECK(rate->value >= 0);

    std::int64_t numbers[3] = {0, 0, PpmOne};
    if (size > 0) std::memcpy(numbers, data, std::min(size, sizeof numbers));
    FUZZ_CHECK(!format_usd({numbers[0]}).empty());
    FUZZ_CHECK(!format_usd_exact({numbers[0]}).empty());
    const std::int64_t quantity = numbers[1] < 0 ? 0 : numbers[1];
    const auto once = multiply({numbers[0]}, quantity, numbers[2]);
    if (once && numbers[0] >= 0 && numbers[2] >= 0) FUZZ_CHECK(once->value >= 0);
    return 0;
}
