// A URL that parses prints as one that parses to the same place.
#include "core/base/strings.h"
#include "core/base/url.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = farebox::fuzz::as_text(data, size);
    FUZZ_CHECK(farebox::percent_decode(text).size() <= size);
    const std::string shown = farebox::printable(text);
    FUZZ_CHECK(shown.size() <= size);
    FUZZ_CHECK(farebox::printable(shown) == shown);
    FUZZ_CHECK(farebox::shorten(text, 10).size() <= 10 + 3);
    const auto url = farebox::parse_url(text);
    if (!url) return 0;
    FUZZ_CHECK(!url->host.empty() && url->port > 0);
    const auto again = farebox::parse_url(url->to_text());
    FUZZ_CHECK(again.has_value());
    FUZZ_CHECK(again->scheme == url->scheme && again->host == url->host);
    FUZZ_CHECK(again->port == url->port && again->path == url->path);
    FUZZ_CHECK(again->userinfo.empty() && again->query.empty());
    return 0;
}
