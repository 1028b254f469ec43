// A body ends at the same byte with the same payload however it is cut. The first byte chooses the
// framing.
#include "core/http/body_follower.h"
#include "tests/fuzz/fuzz.h"

using namespace farebox::http;

namespace {

struct Followed {
    std::string payload;
    std::size_t used = 0;  // 0 after an error: how far it got depends on the cut
    bool is_done = false;
    std::string error;

    bool operator==(const Followed&) const = default;
};

struct Run {
    BodyFollower follower;
    Followed result;
    std::vector<std::string_view> pieces;

    void feed(std::string_view part) {
        if (!result.error.empty()) return;
        pieces.clear();
        const auto used = follower.consume(part, pieces);
        for (const std::string_view piece : pieces) {
            FUZZ_CHECK(!piece.empty());
            FUZZ_CHECK(piece.data() >= part.data());
            FUZZ_CHECK(piece.data() + piece.size() <= part.data() + part.size());
            result.payload += piece;
        }
        if (!used) {
            result.error = used.error().message;
            result.used = 0;
            return;
        }
        FUZZ_CHECK(*used <= part.size());
        FUZZ_CHECK(*used == part.size() || follower.done());
        result.used += *used;
        result.is_done = follower.done();
    }
};

BodyFraming framing_for(unsigned choice) {
    if (choice % 8 == 0) return {BodyKind::UntilClose, 0};
    if (choice % 8 == 1) return {BodyKind::Length, choice};
    if (choice % 8 == 2) return {};
    return {BodyKind::Chunked, 0};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text = farebox::fuzz::as_text(data, size);
    const BodyFraming framing = framing_for(farebox::fuzz::take_byte(text));
    Run whole{BodyFollower(framing), {}, {}};
    whole.feed(text);
    for (const std::size_t piece : farebox::fuzz::piece_sizes(text)) {
        Run run{BodyFollower(framing), {}, {}};
        farebox::fuzz::feed_in_pieces(text, piece, [&](std::string_view part) { run.feed(part); });
        FUZZ_CHECK(run.result.payload == whole.result.payload);
        FUZZ_CHECK(run.result.error == whole.result.error);
        FUZZ_CHECK(text.empty() || run.result == whole.result);
    }
    for (const std::size_t at : farebox::fuzz::cuts(text)) {
        Run run{BodyFollower(framing), {}, {}};
        run.feed(text.substr(0, at));
        run.feed(text.substr(at));
        FUZZ_CHECK(run.result == whole.result);
    }
    return 0;
}
