#include "core/http/websocket.h"

#include <zlib.h>

#include "core/base/strings.h"
#include "tests/support/suite.h"

using farebox::http::parse_websocket_extensions;
using farebox::http::WebSocketExtensions;
using farebox::http::WebSocketFollower;
using farebox::http::WebSocketSender;

namespace {

struct FrameSpec {
    int opcode = 1;
    bool is_final = true;
    bool is_compressed = false;
    std::string mask;  // four bytes or none
};

std::string frame(const FrameSpec& spec, const std::string& payload) {
    std::string bytes;
    bytes += char((spec.is_final ? 0x80 : 0) | (spec.is_compressed ? 0x40 : 0) | spec.opcode);
    const int masked = spec.mask.empty() ? 0 : 0x80;
    if (payload.size() < 126) {
        bytes += char(masked | int(payload.size()));
    } else if (payload.size() < 65536) {
        bytes += char(masked | 126);
        bytes += char(payload.size() >> 8);
        bytes += char(payload.size() & 0xff);
    } else {
        bytes += char(masked | 127);
        for (int shift = 56; shift >= 0; shift -= 8) bytes += char(payload.size() >> shift & 0xff);
    }
    bytes += spec.mask;
    for (std::size_t i = 0; i < payload.size(); ++i) {
        bytes += spec.mask.empty() ? payload[i] : char(payload[i] ^ spec.mask[i % 4]);
    }
    return bytes;
}

// A sender's compressor, with or without its window kept between messages.
class Deflater {
public:
    Deflater() { deflateInit2(&stream_, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY); }
    ~Deflater() { deflateEnd(&stream_); }
    Deflater(const Deflater&) = delete;

    std::string message(const std::string& text, bool keeps_window) {
        if (!keeps_window) deflateReset(&stream_);
        std::string out(text.size() + 1000, '\0');
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
        stream_.avail_in = uInt(text.size());
        stream_.next_out = reinterpret_cast<Bytef*>(out.data());
        stream_.avail_out = uInt(out.size());
        deflate(&stream_, Z_SYNC_FLUSH);
        out.resize(out.size() - stream_.avail_out - 4);
        return out;
    }

private:
    z_stream stream_{};
};

struct Followed {
    std::vector<std::string> messages;  // "t:…", "b:…", "!" when skipped
    bool is_closed = false;
    std::string error;
    bool operator==(const Followed&) const = default;
};

Followed follow(const std::string& bytes, std::size_t step, WebSocketSender sender,
                WebSocketExtensions extensions, std::size_t limit = 1'000'000) {
    WebSocketFollower follower(sender, extensions, limit);
    Followed result;
    for (std::size_t at = 0; at < bytes.size() && result.error.empty(); at += step) {
        const std::string piece = bytes.substr(at, step);
        std::string_view rest = piece;
        while (true) {
            const auto message = follower.next(rest);
            if (!message) result.error = message.error().message;
            if (!message || !*message) break;
            const auto& found = **message;
            result.messages.push_back(found.is_skipped ? "!"
                                                       : (found.is_binary ? "b:" : "t:") +
                                                             std::string(found.payload));
        }
    }
    result.is_closed = follower.is_closed();
    return result;
}

Followed from_server(const std::string& bytes, std::size_t step = 1'000'000) {
    return follow(bytes, step, WebSocketSender::Server, {});
}

using Texts = std::vector<std::string>;

}  // namespace

class WebsocketTest : public QObject {
    Q_OBJECT

private slots:
    void reads_messages_however_they_are_cut() {
        const std::string long_text(70'000, 'y');
        const std::string bytes =
            frame({}, "hello") +
            frame({.opcode = 2, .mask = "abcd"}, std::string("\0\1\2\3\4\5\6\7\10", 9)) +
            frame({.is_final = false}, "one ") + frame({.opcode = 9}, "ping") +
            frame({.opcode = 0, .is_final = false}, "") +
            frame({.opcode = 0, .mask = "wxyz"}, "two, long enough for a whole word") +
            frame({}, "") + frame({.opcode = 10}, "") + frame({}, std::string(300, 'x'));
        const auto whole =
            from_server(bytes + frame({}, long_text) + frame({.opcode = 8}, "") + "junk");
        QCOMPARE(whole.error, std::string());
        const Texts expected = {"t:hello",
                                std::string("b:\0\1\2\3\4\5\6\7\10", 11),
                                "t:one two, long enough for a whole word",
                                "t:",
                                "t:" + std::string(300, 'x'),
                                "t:" + long_text};
        QVERIFY(whole.messages == expected);
        QVERIFY(whole.is_closed);
        const auto short_one = from_server(bytes);
        for (std::size_t step = 1; step < bytes.size(); ++step) {
            QVERIFY(from_server(bytes, step) == short_one);
        }
    }

    void copies_nothing_when_a_message_lies_in_one_piece() {
        const std::string bytes = frame({}, "hello");
        WebSocketFollower follower(WebSocketSender::Server, {});
        std::string_view rest = bytes;
        const auto message = follower.next(rest);
        QVERIFY((*message)->payload.data() == bytes.data() + 2);
    }

    void inflates_with_and_without_a_kept_window() {
        for (const bool keeps_window : {true, false}) {
            Deflater deflater;
            std::string bytes;
            Texts expected;
            for (int i = 0; i < 5; ++i) {
                const std::string text =
                    "{\"type\":\"response.output_text.delta\",\"delta\":\"token\"}";
                const std::string packed = deflater.message(text, keeps_window);
                bytes += frame({.is_final = false, .is_compressed = true, .mask = "1234"},
                               packed.substr(0, 3)) +
                         frame({.opcode = 0, .mask = "5678"}, packed.substr(3));
                expected.push_back("t:" + text);
            }
            bytes += frame({.mask = "9999"}, "not compressed");
            expected.push_back("t:not compressed");
            const WebSocketExtensions extensions{.uses_deflate = true,
                                                 .client_no_context_takeover = !keeps_window};
            for (const std::size_t step : {std::size_t(1), std::size_t(5), bytes.size()}) {
                const auto result = follow(bytes, step, WebSocketSender::Client, extensions);
                QCOMPARE(result.error, std::string());
                QVERIFY(result.messages == expected);
            }
        }
    }

    void skips_a_message_over_the_limit_and_reads_on() {
        const std::string bytes = frame({.is_final = false}, std::string(60, 'x')) +
                                  frame({.opcode = 0}, std::string(60, 'x')) + frame({}, "small");
        for (const std::size_t step : {std::size_t(1), std::size_t(50), bytes.size()}) {
            const auto result = follow(bytes, step, WebSocketSender::Server, {}, 100);
            QVERIFY(result.messages == (Texts{"!", "t:small"}));
        }
    }

    void says_that_a_lost_window_is_lost() {
        Deflater deflater;
        const std::string bomb =
            frame({.is_compressed = true}, deflater.message(std::string(5000, 'x'), true));
        const std::string next = frame({.is_compressed = true}, deflater.message("after", true));
        const auto result = follow(bomb + next + frame({}, "plain"), 1000, WebSocketSender::Server,
                                   {.uses_deflate = true}, 1000);
        QVERIFY(result.messages == (Texts{"!", "!", "t:plain"}));
        Deflater fresh;
        const auto reset =
            follow(frame({.is_compressed = true}, fresh.message(std::string(5000, 'x'), false)) +
                       frame({.is_compressed = true}, fresh.message("after", false)),
                   1000, WebSocketSender::Server,
                   {.uses_deflate = true, .server_no_context_takeover = true}, 1000);
        QVERIFY(reset.messages == (Texts{"!", "t:after"}));
    }

    void refuses_broken_frames_data() {
        QTest::addColumn<std::string>("bytes");
        QTest::newRow("reserved bit") << std::string("\x90\x00", 2);
        QTest::newRow("compression not agreed") << std::string("\xc1\x00", 2);
        QTest::newRow("opcode 3") << std::string("\x83\x00", 2);
        QTest::newRow("opcode 11") << std::string("\x8b\x00", 2);
        QTest::newRow("fragmented ping") << std::string("\x09\x00", 2);
        QTest::newRow("long ping") << frame({.opcode = 9}, std::string(126, 'p'));
        QTest::newRow("fragment without start") << frame({.opcode = 0}, "x");
        QTest::newRow("message in message") << frame({.is_final = false}, "x") + frame({}, "y");
        QTest::newRow("huge") << std::string("\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xff", 10);
    }
    void refuses_broken_frames() {
        QFETCH(std::string, bytes);
        QVERIFY(!from_server(bytes).error.empty());
        QVERIFY(from_server(bytes, 1) == from_server(bytes));
        QVERIFY(from_server(bytes).messages.empty());
    }

    void reads_the_negotiated_extensions() {
        QVERIFY(parse_websocket_extensions("").value() == WebSocketExtensions{});
        QVERIFY(parse_websocket_extensions("permessage-deflate").value() ==
                WebSocketExtensions{.uses_deflate = true});
        QVERIFY(parse_websocket_extensions(
                    "Permessage-Deflate; server_no_context_takeover; client_max_window_bits=12")
                    .value() ==
                (WebSocketExtensions{.uses_deflate = true, .server_no_context_takeover = true}));
        QVERIFY(parse_websocket_extensions("permessage-deflate;client_no_context_takeover")
                    ->client_no_context_takeover);
        QVERIFY(!parse_websocket_extensions("x-webkit-deflate-frame").has_value());
        QVERIFY(!parse_websocket_extensions("permessage-deflate; mystery=1").has_value());
        QVERIFY(!parse_websocket_extensions("permessage-deflate, permessage-deflate").has_value());
    }
};

FAREBOX_TEST_CLASS(WebsocketTest)
#include "websocket_test.moc"
