// The same exchanges however both directions are cut. Input: one byte for the share of the client's
// bytes, then those, then the server's.
#include "core/usage/websocket_meter.h"
#include "tests/fuzz/fuzz.h"

using farebox::usage::Exchange;
using farebox::usage::WebSocketMeter;

namespace {

std::string summary(std::vector<Exchange> exchanges) {
    std::string text;
    for (const Exchange& exchange : exchanges) {
        text += exchange.request_text + "\1" + exchange.reading.usage.raw_usage + "\1" +
                std::to_string(exchange.response_bytes) + (exchange.ended ? "\2" : "\3");
    }
    return text;
}

std::string run(std::string_view client, std::string_view server, std::size_t piece) {
    WebSocketMeter meter("");
    farebox::fuzz::feed_in_pieces(client, piece, [&](std::string_view p) { meter.push_client(p); });
    farebox::fuzz::feed_in_pieces(server, piece, [&](std::string_view p) { meter.push_server(p); });
    return summary(meter.take_rest());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text = farebox::fuzz::as_text(data, size);
    const std::size_t share = farebox::fuzz::take_byte(text) * text.size() / 255;
    const std::string_view client = text.substr(0, share);
    const std::string_view server = text.substr(share);
    const std::string expected = run(client, server, text.size() + 1);
    FUZZ_CHECK(run(client, server, 1) == expected);
    FUZZ_CHECK(run(client, server, 7) == expected);
    return 0;
}
