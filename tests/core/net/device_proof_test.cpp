#include "core/net/device_proof.h"

#include <set>

#include "core/net/jwt.h"
#include "tests/support/suite.h"

using namespace farebox;

class DeviceProofTest : public QObject {
    Q_OBJECT
private slots:
    void names_the_collector_the_body_and_minutes() {
        const auto key = net::SigningKey::generate();
        const UtcNs now = *parse_utc("2026-11-22T10:00:00Z");
        const std::string origin = net::origin_of(*parse_url("https://Collector.acme.example/base"));
        QCOMPARE(origin, std::string("https://collector.acme.example"));
        const auto proof = net::make_device_proof(*key, "device-1", origin, "abc", now);
        QVERIFY(proof && proof->starts_with(net::ProofScheme));

        const auto token = net::parse_jwt(std::string_view(*proof).substr(net::ProofScheme.size()));
        QVERIFY(token);
        QVERIFY(token->verify(*net::PublicKey::from_jwk(key->public_jwk())));
        QCOMPARE(token->key_id(), std::string("device-1"));
        QCOMPARE(find_string(token->claims, "aud"), std::optional<std::string>(origin));
        QCOMPARE(find_int(token->claims, "iat"), std::optional<std::int64_t>(now / NsPerSecond));
        QCOMPARE(*find_int(token->claims, "exp") - *find_int(token->claims, "iat"),
                 net::ProofSeconds);
        QVERIFY(net::ProofSeconds <= net::MaxProofSeconds);
        // sha256("abc"), the standard's example, as base64url.
        QCOMPARE(find_string(token->claims, "bh"),
                 std::optional<std::string>("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0"));
    }

    void a_login_is_for_one_device() {
        QCOMPARE(net::login_nonce("d1", "s"), net::login_nonce("d1", "s"));
        QVERIFY(net::login_nonce("d1", "s") != net::login_nonce("d2", "s"));
        QVERIFY(net::login_nonce("d1", "s") != net::login_nonce("d1", "t"));
    }

    void no_two_are_alike() {
        const auto key = net::SigningKey::generate();
        std::set<std::string> seen;
        for (int i = 0; i < 20; ++i) {
            const auto proof = net::make_device_proof(*key, "d", "http://127.0.0.1:1", "", 0);
            const auto token = net::parse_jwt(std::string_view(*proof).substr(8));
            QVERIFY(seen.insert(*find_string(token->claims, "jti")).second);
        }
    }
};

FAREBOX_TEST_CLASS(DeviceProofTest)
#include "device_proof_test.moc"
