#include "core/http/body_follower.h"

#include "tests/support/suite.h"

using farebox::http::BodyFollower;
using farebox::http::BodyFraming;
using farebox::http::BodyKind;

namespace {

struct Followed {
    std::string payload;
    std::size_t used = 0;
    bool done = false;
    std::string error;

    bool operator==(const Followed&) const = default;
};

// Feeds `raw` in pieces of `step` bytes.
Followed follow(BodyFraming framing, std::string_view raw, std::size_t step) {
    BodyFollower follower(framing);
    Followed result;
    std::vector<std::string_view> pieces;
    while (result.used < raw.size() && !follower.done()) {
        pieces.clear();
        const auto taken = follower.consume(raw.substr(result.used, step), pieces);
        for (const auto piece : pieces) result.payload += piece;
        if (!taken) {
            result.error = taken.error().message;
            result.used = 0;
            return result;
        }
        result.used += *taken;
    }
    result.done = follower.done();
    return result;
}

const BodyFraming Chunked{BodyKind::Chunked, 0};

}  // namespace

class BodyFollowerTest : public QObject {
    Q_OBJECT

private slots:
    void stops_exactly_at_the_stated_length() {
        const auto result = follow({BodyKind::Length, 5}, "helloGET / HTTP", 100);
        QCOMPARE(result.payload, std::string("hello"));
        QCOMPARE(result.used, std::size_t(5));
        QVERIFY(result.done);
    }

    void takes_nothing_of_a_message_without_a_body() {
        BodyFollower follower(BodyFraming{});
        std::vector<std::string_view> pieces;
        QVERIFY(follower.done());
        QCOMPARE(follower.consume("next", pieces).value(), std::size_t(0));
        QVERIFY(pieces.empty());
    }

    void follows_until_close_for_ever() {
        BodyFollower follower({BodyKind::UntilClose, 0});
        std::vector<std::string_view> pieces;
        QCOMPARE(follower.consume("abc", pieces).value(), std::size_t(3));
        QVERIFY(follower.until_close());
        QVERIFY(!follower.done());
    }

    void removes_chunk_framing_in_pieces_of_any_size() {
        const std::string raw =
            "5\r\nhello\r\n"
            "00A;name=\"value\"\r\n, trailers\r\n"
            "1 \r\n!\r\n"
            "0;last\r\nX-Checksum: abc\r\nX-Other:\r\n\r\n";
        const auto whole = follow(Chunked, raw + "HTTP/1.1 200 OK", 1000);
        QCOMPARE(whole.payload, std::string("hello, trailers!"));
        QCOMPARE(whole.used, raw.size());
        QVERIFY(whole.done);
        for (std::size_t step = 1; step < raw.size(); ++step) {
            QVERIFY(follow(Chunked, raw + "HTTP/1.1 200 OK", step) == whole);
        }
    }

    void copies_nothing() {
        const std::string raw = "5\r\nhello\r\n";
        BodyFollower follower(Chunked);
        std::vector<std::string_view> pieces;
        QVERIFY(follower.consume(raw, pieces).has_value());
        QCOMPARE(pieces.size(), std::size_t(1));
        QVERIFY(pieces[0].data() == raw.data() + 3);
    }

    void refuses_broken_chunks_data() {
        QTest::addColumn<std::string>("raw");
        const auto row = [](const char* name, std::string raw) {
            QTest::newRow(name) << std::move(raw);
        };
        row("no size", "\r\nhello\r\n");
        row("extension only", ";a=b\r\n");
        row("sign", "+5\r\nhello\r\n");
        row("prefix", "0x5\r\nhello\r\n");
        row("space first", " 5\r\nhello\r\n");
        row("bare LF", "5\nhello\r\n");
        row("bare CR", "5\rhello\r\n");
        row("data too long", "5\r\nhello!\r\n");
        row("data ends with LF", "5\r\nhello\n");
        row("overflow", "FFFFFFFFFFFFFFFFF\r\n");
        row("wrapping", "10000000000000005\r\nhello\r\n");
        row("endless zeros", std::string(100, '0') + "5\r\nhello\r\n");
        row("endless extension", "5;" + std::string(5000, 'x'));
        row("NUL in extension", std::string("5;\0\r\n", 5));
        row("LF in extension", "5;a\nb\r\nhello\r\n");
        row("endless trailers", "0\r\n" + std::string(70000, 't'));
        row("bare LF in trailer", "0\r\nA: b\n\r\n");
        row("bare CR in trailer", "0\r\nA: b\rc\r\n\r\n");
        row("last line", "0\r\n\rx");
    }
    void refuses_broken_chunks() {
        QFETCH(std::string, raw);
        const auto whole = follow(Chunked, raw, raw.size());
        QVERIFY(!whole.error.empty());
        QVERIFY(follow(Chunked, raw, 1) == whole);
    }

    void keeps_failing_after_a_break() {
        BodyFollower follower(Chunked);
        std::vector<std::string_view> pieces;
        const auto first = follower.consume("zz", pieces);
        const auto second = follower.consume("5\r\nhello\r\n", pieces);
        QVERIFY(!first.has_value());
        QVERIFY(!second.has_value());
        QCOMPARE(second.error().message, first.error().message);
        QVERIFY(pieces.empty());
    }
};

FAREBOX_TEST_CLASS(BodyFollowerTest)
#include "body_follower_test.moc"
