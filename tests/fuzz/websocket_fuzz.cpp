// The same messages however the frames are cut. The first byte chooses side, limit and compression.
#include "core/http/websocket.h"
#include "tests/fuzz/fuzz.h"

using namespace farebox::http;

namespace {

struct Setup {
    WebSocketSender sender;
    WebSocketExtensions extensions;
    std::size_t limit;
};

Setup setup_for(unsigned choice) {
    return {(choice & 1) != 0 ? WebSocketSender::Client : WebSocketSender::Server,
            {.uses_deflate = (choice & 2) != 0,
             .client_no_context_takeover = (choice & 4) != 0,
             .server_no_context_takeover = (choice & 4) != 0},
            (choice & 8) != 0 ? std::size_t(20) : std::size_t(100'000)};
}

std::string read(std::string_view text, std::size_t piece, const Setup& setup) {
    WebSocketFollower follower(setup.sender, setup.extensions, setup.limit);
    std::string seen;
    bool is_broken = false;
    farebox::fuzz::feed_in_pieces(text, piece, [&](std::string_view part) {
        while (!is_broken) {
            const auto message = follower.next(part);
            if (!message) {
                is_broken = true;
                seen += message.error().message;
                break;
            }
            if (!*message) {
                FUZZ_CHECK(part.empty());
                break;
            }
            FUZZ_CHECK((*message)->payload.size() <= setup.limit);
            seen += (*message)->is_skipped ? "skipped" : (*message)->is_binary ? "b:" : "t:";
            seen += (*message)->payload;
            seen += '\n';
        }
    });
    return seen + (follower.is_closed() ? "closed" : "open");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text = farebox::fuzz::as_text(data, size);
    const Setup setup = setup_for(farebox::fuzz::take_byte(text));
    const std::string whole = read(text, text.size() + 1, setup);
    for (const std::size_t piece : farebox::fuzz::piece_sizes(text)) {
        FUZZ_CHECK(read(text, piece, setup) == whole);
    }
    const auto extensions = parse_websocket_extensions(text);
    FUZZ_CHECK(extensions.has_value() || !extensions.error().message.empty());
    return 0;
}
