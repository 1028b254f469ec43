// The same lines however the stream is cut. The first byte chooses the size limit.
#include "core/http/ndjson.h"
#include "tests/fuzz/fuzz.h"

using farebox::http::NdjsonParser;

namespace {

std::string read(std::string_view text, std::size_t piece, std::size_t limit) {
    NdjsonParser parser(limit);
    std::string seen;
    const auto note = [&](const farebox::http::NdjsonLine& line) {
        FUZZ_CHECK(line.text.size() <= limit);
        FUZZ_CHECK(line.is_oversized || !line.text.empty());
        seen += line.is_oversized ? "\1" : std::string(line.text);
        seen += '\n';
    };
    farebox::fuzz::feed_in_pieces(text, piece, [&](std::string_view part) {
        while (const auto line = parser.next(part)) note(*line);
        FUZZ_CHECK(part.empty());
    });
    if (const auto line = parser.finish()) note(*line);
    return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text = farebox::fuzz::as_text(data, size);
    const unsigned choice = farebox::fuzz::take_byte(text);
    const std::size_t limit = choice < 128 ? choice : 1'000'000;
    const std::string whole = read(text, text.size() + 1, limit);
    for (const std::size_t piece : farebox::fuzz::piece_sizes(text)) {
        FUZZ_CHECK(read(text, piece, limit) == whole);
    }
    return 0;
}
