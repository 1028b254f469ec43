// A remote's address becomes "host/path" without user, secret or control bytes, or nothing.
#include "core/attribution/remote.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view url = farebox::fuzz::as_text(data, size);
    const auto repo = farebox::attribution::normalise_remote(url);
    if (!repo) return 0;
    const auto slash = repo->find('/');
    FUZZ_CHECK(slash != std::string::npos && slash > 0 && slash + 1 < repo->size());
    FUZZ_CHECK(repo->substr(0, slash).find('@') == std::string::npos);
    FUZZ_CHECK(repo->find("/../") == std::string::npos && repo->find("//") == std::string::npos);
    FUZZ_CHECK(!repo->ends_with("/.") && !repo->ends_with("/.."));
    for (const char c : *repo) FUZZ_CHECK(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
    return 0;
}
