#include "core/http/content_coding.h"

#include "tests/support/encode.h"
#include "tests/support/suite.h"

using farebox::ErrorCode;
using farebox::http::ContentDecoder;
using farebox::http::decode_all;
using farebox::tests::encode_deflate;
using farebox::tests::encode_zstd;

namespace {

constexpr std::size_t Limit = 10'000'000;

std::string events() {
    std::string text;
    for (int i = 0; i < 20; ++i) text += "data: {\"delta\":\"token\"}\n\n";
    return text;
}

// events() by the brotli encoder, quality 5.
const std::string Brotli(
    "\x1b\xf3\x01\x00\x04\x1c\x72\x7e\xa1\x76\xc1\x58\x5b\x3d\xc8\x26\xa3\x90\xa6\x2b\xce\x3b\x31"
    "\xb2\xd4\xcc\x98\xb5\xaa\xbd\xd2\x03\x04",
    33);

std::string prose(std::size_t size) {
    std::string text;
    for (unsigned i = 0; text.size() < size; ++i) text += std::to_string(i * 2654435761U) + " ";
    return text;
}

}  // namespace

class ContentCodingTest : public QObject {
    Q_OBJECT

private slots:
    void codes_our_own_messages() {
        const std::string text = prose(200'000);
        for (const std::string_view coding : {"zstd", "gzip", ""}) {
            const auto coded = farebox::http::encode_all(coding, text);
            QVERIFY(coded.has_value());
            QCOMPARE(decode_all(coding, *coded, Limit).value() == text, true);
            QVERIFY(coding.empty() || coded->size() < text.size());
        }
        QVERIFY(!farebox::http::encode_all("br", text).has_value());
        QCOMPARE(std::string(farebox::http::best_own_coding()), "zstd");
    }

    void decodes_each_coding_in_pieces_of_any_size_data() {
        QTest::addColumn<std::string>("coding");
        QTest::addColumn<std::string>("bytes");
        const std::string text = events();
        QTest::newRow("none") << std::string() << text;
        QTest::newRow("identity") << std::string("identity") << text;
        QTest::newRow("gzip") << std::string("gzip") << encode_deflate(text, 31);
        QTest::newRow("x-gzip") << std::string("X-Gzip") << encode_deflate(text, 31);
        QTest::newRow("two members")
            << std::string("gzip")
            << encode_deflate(text.substr(0, 40), 31) + encode_deflate(text.substr(40), 31);
        QTest::newRow("padded gzip")
            << std::string("gzip") << encode_deflate(text, 31) + std::string(3, 0);
        QTest::newRow("zlib deflate") << std::string("deflate") << encode_deflate(text, 15);
        QTest::newRow("bare deflate") << std::string("deflate") << encode_deflate(text, -15);
        QTest::newRow("brotli") << std::string("br") << Brotli;
        QTest::newRow("zstd") << std::string("zstd") << encode_zstd(text);
        QTest::newRow("two frames")
            << std::string("zstd") << encode_zstd(text.substr(0, 40)) + encode_zstd(text.substr(40));
        QTest::newRow("stacked") << std::string("gzip, zstd") << encode_zstd(encode_deflate(text, 31));
        QTest::newRow("brotli in gzip")
            << std::string("br,  identity , gzip") << encode_deflate(Brotli, 31);
    }
    void decodes_each_coding_in_pieces_of_any_size() {
        QFETCH(std::string, coding);
        QFETCH(std::string, bytes);
        for (const std::size_t step :
             {std::size_t(1), std::size_t(2), std::size_t(13), bytes.size()}) {
            auto decoder = ContentDecoder::make(coding);
            QVERIFY(decoder.has_value());
            std::string text;
            for (std::size_t at = 0; at < bytes.size(); at += step) {
                const auto piece = decoder->push(std::string_view(bytes).substr(at, step));
                QVERIFY(piece.has_value());
                text += *piece;
            }
            QCOMPARE(text, events());
            QVERIFY(decoder->is_complete());
        }
        QCOMPARE(decode_all(coding, bytes, Limit).value(), events());
    }

    void decodes_large_texts() {
        const std::string text = prose(3'000'000);
        QVERIFY(decode_all("gzip", encode_deflate(text, 31), Limit).value() == text);
        QVERIFY(decode_all("deflate", encode_deflate(text, -15), Limit).value() == text);
        QVERIFY(decode_all("zstd", encode_zstd(text), Limit).value() == text);
        QVERIFY(decode_all("", text, Limit).value() == text);
    }

    void copies_nothing_without_a_coding() {
        const std::string text = "plain";
        auto decoder = ContentDecoder::make("");
        QVERIFY(decoder->is_identity());
        QVERIFY(decoder->push(text).value().data() == text.data());
    }

    void refuses_unknown_codings_and_tall_stacks() {
        for (const char* coding : {"compress", "sdch", "gzip;q=1", "gzip,gzip,gzip,gzip,gzip"}) {
            const auto decoder = ContentDecoder::make(coding);
            QVERIFY(!decoder.has_value());
            QVERIFY(decoder.error().code == ErrorCode::Unsupported);
        }
    }

    void stops_a_bomb() {
        const std::string zeros(50'000'000, '\0');
        for (const auto& [coding, bytes] :
             {std::pair<std::string, std::string>{"gzip", encode_deflate(zeros, 31)},
              {"zstd", encode_zstd(zeros)}}) {
            auto decoder = ContentDecoder::make(coding);
            const auto decoded = decoder->push(bytes);
            QVERIFY(!decoded.has_value());
            QVERIFY(decoded.error().code == ErrorCode::TooLarge);
            QVERIFY(!decoder->push("more").has_value());
        }
    }

    void holds_to_the_stated_size() {
        const std::string text = prose(20'000);
        QVERIFY(decode_all("gzip", encode_deflate(text, 31), text.size()).has_value());
        QVERIFY(decode_all("gzip", encode_deflate(text, 31), text.size() - 1).error().code ==
                ErrorCode::TooLarge);
        QVERIFY(decode_all("", text, text.size() - 1).error().code == ErrorCode::TooLarge);
    }

    void tells_damage_from_cutting_short() {
        const std::string bytes = encode_deflate(prose(10'000), 31);
        std::string damaged = bytes;
        damaged[bytes.size() / 2] = char(damaged[bytes.size() / 2] ^ 0x55);
        damaged[bytes.size() / 2 + 1] = char(damaged[bytes.size() / 2 + 1] ^ 0x55);
        QVERIFY(!decode_all("gzip", damaged, Limit).has_value());
        QVERIFY(!decode_all("gzip", bytes.substr(0, bytes.size() / 2), Limit).has_value());
        QVERIFY(!decode_all("br", "not brotli at all", Limit).has_value());
        QVERIFY(!decode_all("zstd", "not zstd at all", Limit).has_value());
        auto decoder = ContentDecoder::make("gzip");
        QVERIFY(decoder->push(std::string_view(bytes).substr(0, bytes.size() / 2)).has_value());
        QVERIFY(!decoder->is_complete());
    }
};

FAREBOX_TEST_CLASS(ContentCodingTest)
#include "content_coding_test.moc"
