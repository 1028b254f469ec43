// The same text however the compressed bytes are cut, and never more of it than allowed. The first
// byte chooses the codings.
#include "core/http/content_coding.h"
#include "tests/fuzz/fuzz.h"

using farebox::http::ContentDecoder;

namespace {

constexpr std::uint64_t MaxOutput = 4 * 1024 * 1024;
constexpr const char* Codings[] = {"gzip",       "deflate",     "br", "zstd",
                                   "gzip, zstd", "br, deflate", ""};

struct Decoded {
    std::string text;
    bool has_failed = false;
    bool is_complete = false;
};

Decoded decode(const char* coding, std::string_view bytes, std::size_t piece) {
    auto decoder = ContentDecoder::make(coding, {.max_output = MaxOutput});
    FUZZ_CHECK(decoder.has_value());
    Decoded result;
    farebox::fuzz::feed_in_pieces(bytes, piece, [&](std::string_view part) {
        const auto text = decoder->push(part);
        FUZZ_CHECK(text.has_value() || !text.error().message.empty());
        FUZZ_CHECK(!text.has_value() || !result.has_failed);
        if (text)
            result.text += *text;
        else
            result.has_failed = true;
    });
    FUZZ_CHECK(result.text.size() <= MaxOutput + bytes.size());
    result.is_complete = decoder->is_complete();
    return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view bytes = farebox::fuzz::as_text(data, size);
    const char* coding = Codings[farebox::fuzz::take_byte(bytes) % std::size(Codings)];
    const Decoded whole = decode(coding, bytes, bytes.size() + 1);
    for (const std::size_t piece : farebox::fuzz::piece_sizes(bytes)) {
        const Decoded parts = decode(coding, bytes, piece);
        // Where the ratio is looked at, the cut decides when the bomb is seen.
        if (whole.text.size() >= 1024 * 1024 || parts.text.size() >= 1024 * 1024) return 0;
        if (whole.has_failed) continue;
        FUZZ_CHECK(!parts.has_failed);
        FUZZ_CHECK(parts.text == whole.text);
        FUZZ_CHECK(parts.is_complete == whole.is_complete);
    }
    return 0;
}
