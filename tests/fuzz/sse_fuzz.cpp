// The same events however the stream is cut. The first byte chooses the size limit.
#include "core/http/sse.h"
#include "tests/fuzz/fuzz.h"

using farebox::http::SseEvent;
using farebox::http::SseParser;

namespace {

struct Run {
    SseParser parser;
    std::string seen;
    std::size_t limit;

    explicit Run(std::size_t max_event_bytes) : parser(max_event_bytes), limit(max_event_bytes) {}

    void note(const SseEvent& event) {
        FUZZ_CHECK(event.data.size() <= limit);
        FUZZ_CHECK(!event.is_oversized || event.data.empty());
        seen += std::string(event.event) + "\1" + std::string(event.data) +
                (event.is_oversized ? "\2\n" : "\3\n");
    }
    void feed(std::string_view part) {
        while (const auto event = parser.next(part)) note(*event);
        FUZZ_CHECK(part.empty());
    }
    void finish() {
        if (const auto event = parser.finish()) note(*event);
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text = farebox::fuzz::as_text(data, size);
    const unsigned choice = farebox::fuzz::take_byte(text);
    const std::size_t limit = choice < 128 ? choice : 1'000'000;
    Run whole(limit);
    whole.feed(text);
    whole.finish();
    for (const std::size_t piece : farebox::fuzz::piece_sizes(text)) {
        Run run(limit);
        farebox::fuzz::feed_in_pieces(text, piece, [&](std::string_view part) { run.feed(part); });
        run.finish();
        FUZZ_CHECK(run.seen == whole.seen);
    }
    for (const std::size_t at : farebox::fuzz::cuts(text)) {
        Run run(limit);
        run.feed(text.substr(0, at));
        run.feed(text.substr(at));
        run.finish();
        FUZZ_CHECK(run.seen == whole.seen);
    }
    return 0;
}
