#include "core/net/jwt.h"

#include "core/base/base64.h"
#include "tests/support/suite.h"

using namespace farebox;

namespace {

std::string token_of(const std::string& header, const std::string& claims) {
    return base64url_encode(header) + "." + base64url_encode(claims) + ".AAAA";
}

}  // namespace

class JwtTest : public QObject {
    Q_OBJECT
private slots:
    void reads_what_it_signs() {
        const auto key = net::SigningKey::generate();
        const auto token = net::sign_jwt(*key, {{"sub", "ada"}, {"exp", 12}}, "k1");
        QVERIFY(token);
        const auto read = net::parse_jwt(*token);
        QVERIFY(read);
        QCOMPARE(read->algorithm(), std::string("ES256"));
        QCOMPARE(read->key_id(), std::string("k1"));
        QCOMPARE(find_string(read->claims, "sub"), std::optional<std::string>("ada"));
        QVERIFY(read->verify(*net::PublicKey::from_jwk(key->public_jwk())));
    }

    void refuses_other_shapes_data() {
        QTest::addColumn<std::string>("text");
        QTest::newRow("empty") << std::string();
        QTest::newRow("two parts") << std::string("e30.e30");
        QTest::newRow("four parts") << std::string("e30.e30.AAAA.AAAA");
        QTest::newRow("five parts, encrypted") << std::string("e30.a.b.c.d");
        QTest::newRow("header is a list") << token_of("[]", "{}");
        QTest::newRow("header is no JSON") << token_of("{", "{}");
        QTest::newRow("claims are a text") << token_of("{}", "\"x\"");
        QTest::newRow("padded") << std::string("e30=.e30.AAAA");
        QTest::newRow("critical member") << token_of("{\"crit\":[\"b64\"],\"b64\":false}", "{}");
        QTest::newRow("too long") << token_of("{}", "{\"a\":\"" + std::string(70'000, 'a') + "\"}");
    }
    void refuses_other_shapes() {
        QFETCH(std::string, text);
        const auto read = net::parse_jwt(text);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::Invalid);
    }
};

FAREBOX_TEST_CLASS(JwtTest)
#include "jwt_test.moc"
