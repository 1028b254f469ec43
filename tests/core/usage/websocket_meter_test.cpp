// Codex's Responses over a WebSocket, frame by frame.

#include "core/usage/websocket_meter.h"

#include "tests/support/suite.h"

using farebox::UsageSource;
using farebox::usage::Exchange;
using farebox::usage::WebSocketMeter;

namespace {

/// A text frame of RFC 6455; the client's are masked.
std::string frame(const std::string& text, bool from_client) {
    std::string out(1, char(0x81));
    const int mask_bit = from_client ? 0x80 : 0;
    if (text.size() < 126) {
        out += char(mask_bit | int(text.size()));
    } else {
        out += char(mask_bit | 126);
        out += char(text.size() >> 8);
        out += char(text.size() & 0xff);
    }
    if (!from_client) return out + text;
    const std::string key = "\x11\x22\x33\x44";
    out += key;
    for (std::size_t i = 0; i < text.size(); ++i) out += char(text[i] ^ key[i % 4]);
    return out;
}

std::string client(const std::string& text) { return frame(text, /*from_client=*/true); }
std::string server(const std::string& text) { return frame(text, /*from_client=*/false); }

const std::string Create = R"({"type":"response.create","model":"gpt-6-sol","input":[]})";
const std::string Created =
    R"({"type":"response.created","response":{"id":"resp_1","model":"gpt-6-sol","usage":null}})";
const std::string Delta = R"({"type":"response.output_text.delta","delta":"words"})";

std::string completed(const std::string& id, int input, int output) {
    return R"({"type":"response.completed","response":{"id":")" + id +
           R"(","model":"gpt-6-sol","output":[],"usage":{"input_tokens":)" + std::to_string(input) +
           R"(,"input_tokens_details":{"cached_tokens":10},"output_tokens":)" +
           std::to_string(output) + R"(,"total_tokens":)" + std::to_string(input + output) + "}}}";
}

}  // namespace

class WebSocketMeterTest : public QObject {
    Q_OBJECT

private slots:
    void yields_one_exchange_a_request() {
        WebSocketMeter meter("");
        meter.push_client(client(Create));
        meter.push_server(server(Created) + server(Delta) + server(completed("resp_1", 100, 5)));
        meter.push_client(client(Create));
        QCOMPARE(meter.open_exchanges(), 1);
        meter.push_server(server(completed("resp_2", 200, 7)));

        const std::vector<Exchange> seen = meter.take_finished();
        QCOMPARE(seen.size(), std::size_t(2));
        QCOMPARE(seen[0].request_text, Create);
        QCOMPARE(seen[0].request_bytes, std::int64_t(Create.size()));
        QVERIFY(seen[0].ended);
        QVERIFY(seen[0].reading.complete);
        QCOMPARE(seen[0].reading.usage.input_tokens, std::optional<std::int64_t>(90));
        QCOMPARE(seen[0].reading.usage.cache_read_tokens, std::optional<std::int64_t>(10));
        QCOMPARE(seen[1].reading.response_id, std::string("resp_2"));
        QCOMPARE(seen[1].reading.usage.output_tokens, std::optional<std::int64_t>(7));
        QVERIFY(meter.take_finished().empty());
        QCOMPARE(meter.open_exchanges(), 0);
    }

    void reads_the_same_byte_by_byte() {
        const std::string down = server(Created) + server(completed("resp_1", 100, 5));
        WebSocketMeter meter("");
        for (const char& c : client(Create)) meter.push_client({&c, 1});
        for (const char& c : down) meter.push_server({&c, 1});
        const std::vector<Exchange> seen = meter.take_rest();
        QCOMPARE(seen.size(), std::size_t(1));
        QCOMPARE(seen[0].reading.usage.output_tokens, std::optional<std::int64_t>(5));
    }

    void keeps_an_unfinished_exchange_apart() {
        WebSocketMeter meter("");
        meter.push_client(client(Create));
        meter.push_server(server(Created) + server(Delta));
        QVERIFY(meter.take_finished().empty());
        const std::vector<Exchange> seen = meter.take_rest();
        QCOMPARE(seen.size(), std::size_t(1));
        QVERIFY(!seen[0].ended);
        QVERIFY(!seen[0].reading.complete);
        QVERIFY(seen[0].reading.usage.usage_source == UsageSource::None);
        QCOMPARE(seen[0].reading.model_served, std::string("gpt-6-sol"));
    }

    void an_error_ends_its_exchange() {
        WebSocketMeter meter("");
        meter.push_client(client(Create));
        meter.push_server(server(R"({"type":"error","status":402,"error":{"type":"billing"}})"));
        const std::vector<Exchange> seen = meter.take_finished();
        QCOMPARE(seen.size(), std::size_t(1));
        QVERIFY(seen[0].reading.error_event);
        QCOMPARE(seen[0].reading.error_type, std::string("billing"));
    }

    void broken_frames_end_the_metering_only() {
        WebSocketMeter meter("");
        meter.push_client(client(Create));
        meter.push_server(std::string("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 12));
        meter.push_server(server(completed("resp_1", 100, 5)));
        const std::vector<Exchange> seen = meter.take_rest();
        QCOMPARE(seen.size(), std::size_t(1));
        QVERIFY(!seen[0].reading.note.empty());
    }

    void an_unknown_extension_is_not_followed() {
        WebSocketMeter meter("x-scramble");
        meter.push_client(client(Create));
        QVERIFY(meter.take_rest().empty());
    }
};

FAREBOX_TEST_CLASS(WebSocketMeterTest)
#include "websocket_meter_test.moc"
