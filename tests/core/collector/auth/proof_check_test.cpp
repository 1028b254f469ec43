#include "core/collector/auth/proof_check.h"

#include "core/base/base64.h"
#include "core/collector/auth/access_tokens.h"
#include "core/collector/auth/single_use.h"
#include "core/net/device_proof.h"
#include "core/net/jwt.h"
#include "core/net/sha256.h"
#include "tests/core/collector/stores.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

constexpr UtcNs Now = 1'800'000'000 * NsPerSecond;
const std::string Origin = "https://farebox.acme.example";

struct Setting {
    explicit Setting(Database& database)
        : session(database.session().value()), key(net::SigningKey::generate().value()) {
        const auto token = make_token(*session, {.label = "laptops"}, Now).value();
        const auto nobody = [](Session&, std::string_view, const std::string&) {
            return Result<std::optional<std::string>>(std::optional<std::string>());
        };
        device_id = std::get<Enrolled>(enroll_device(*session, {token.text, key.public_jwk(), "i1", "", "",
                                                                "", ""}, nobody, Now)).device_id;
    }

    // "" when admitted.
    std::string check(const std::string& header, std::string_view body = "body", UtcNs now = Now) {
        const std::string origins[] = {"http://127.0.0.1:7780", Origin};
        const auto answer = check_device_proof(*session, header, body, origins, now);
        if (const auto* refused = std::get_if<Refused>(&answer)) return refused->code;
        return std::get<Device>(answer).device_id == device_id ? "" : "another device";
    }
    std::string proof(std::string_view body = "body", UtcNs now = Now) {
        return net::make_device_proof(key, device_id, Origin, body, now).value();
    }
    Json claims() {
        return {{"aud", Origin},
                {"iat", Now / NsPerSecond},
                {"exp", Now / NsPerSecond + 100},
                {"jti", base64url_encode(net::random_bytes(16))},
                {"bh", net::body_hash("body")}};
    }
    std::string signed_header(const Json& claims, const std::string& typ = "farebox-proof+jwt") {
        return "Farebox " + net::sign_jwt(key, claims, device_id, typ).value();
    }

    Lease session;
    net::SigningKey key;
    std::string device_id;
};

}  // namespace

class ProofCheckTest : public QObject {
    Q_OBJECT
private slots:
    void admits_a_proof_once_data() { add_stores(); }
    void admits_a_proof_once() {
        FAREBOX_STORE(store);
        Setting at(store->database());
        const std::string proof = at.proof();
        QCOMPARE(at.check(proof), std::string());
        QCOMPARE(at.check(proof), std::string("proof_replayed"));
        QCOMPARE(at.check(at.proof()), std::string());
        // Forgetting what has expired does not open the door again while the proof is good.
        QVERIFY(forget_expired_uses(*at.session, Now + 170 * NsPerSecond));
        QCOMPARE(at.check(proof, "body", Now + 170 * NsPerSecond), std::string("proof_replayed"));
        QVERIFY(forget_expired_uses(*at.session, Now + 400 * NsPerSecond));
        QCOMPARE(at.check(proof, "body", Now + 400 * NsPerSecond), std::string("proof_expired"));
        QCOMPARE(at.session->run("SELECT use_key FROM used_once").value().size(), std::size_t{0});
    }

    void another_body_address_or_time_is_refused_data() { add_stores(); }
    void another_body_address_or_time_is_refused() {
        FAREBOX_STORE(store);
        Setting at(store->database());
        QCOMPARE(at.check(at.proof("body"), "Body"), std::string("proof_refused"));
        Json elsewhere = at.claims();
        elsewhere["aud"] = "https://evil.example";
        QCOMPARE(at.check(at.signed_header(elsewhere)), std::string("proof_refused"));
        for (const std::int64_t skew : {-59, 59}) {
            QCOMPARE(at.check(at.proof("body", Now + skew * NsPerSecond)), std::string());
        }
        for (const std::int64_t skew : {-3600, -181, 61, 3600}) {
            QCOMPARE(at.check(at.proof("body", Now + skew * NsPerSecond)), std::string("proof_expired"));
        }
        Json lasting = at.claims();
        lasting["exp"] = Now / NsPerSecond + net::MaxProofSeconds + 1;
        QCOMPARE(at.check(at.signed_header(lasting)), std::string("proof_expired"));
        for (const std::int64_t strange : {INT64_MIN, std::int64_t{-1}, std::int64_t{0}, INT64_MAX}) {
            Json claims = at.claims();
            claims["iat"] = strange;
            QCOMPARE(at.check(at.signed_header(claims)), std::string("proof_expired"));
            claims = at.claims();
            claims["exp"] = strange;
            QCOMPARE(at.check(at.signed_header(claims)), std::string("proof_expired"));
        }
    }

    void what_is_not_a_proof_is_told_apart_data() { add_stores(); }
    void what_is_not_a_proof_is_told_apart() {
        FAREBOX_STORE(store);
        Setting at(store->database());
        const std::string good = at.proof();
        for (const std::string& header : {std::string(), std::string("Farebox "), std::string("Farebox a.b.c"),
                                          "Bearer " + good.substr(8), good.substr(8)}) {
            QCOMPARE(at.check(header), std::string("proof_malformed"));
        }
        for (const char* name : {"aud", "iat", "exp", "jti", "bh"}) {
            Json less = at.claims();
            less.erase(name);
            QCOMPARE(at.check(at.signed_header(less)), std::string("proof_malformed"));
        }
        QCOMPARE(at.check(at.signed_header(at.claims(), "JWT")), std::string("proof_malformed"));
    }

    void another_key_or_algorithm_is_refused_data() { add_stores(); }
    void another_key_or_algorithm_is_refused() {
        FAREBOX_STORE(store);
        Setting at(store->database());
        const auto other = net::SigningKey::generate();
        QCOMPARE(at.check(*net::make_device_proof(*other, at.device_id, Origin, "body", Now)),
                 std::string("proof_refused"));
        QCOMPARE(at.check(*net::make_device_proof(at.key, "nobody", Origin, "body", Now)),
                 std::string("device_unknown"));

        std::string tampered = at.proof();
        tampered[tampered.rfind('.') + 5] ^= 1;
        QVERIFY(!at.check(tampered).empty());

        for (const char* algorithm : {"none", "HS256", "RS256", "ES384", ""}) {
            const Json header = {{"alg", algorithm}, {"typ", "farebox-proof+jwt"}, {"kid", at.device_id}};
            const std::string body = base64url_encode(to_text(header)) + "." +
                                     base64url_encode(to_text(at.claims()));
            for (const std::string& signature :
                 {std::string(), base64url_encode(net::hmac_sha256(to_text(at.key.public_jwk()), body)),
                  base64url_encode(*at.key.sign(body))}) {
                QCOMPARE(at.check("Farebox " + body + "." + signature), std::string("proof_refused"));
            }
        }
    }

    void a_revoked_device_is_told_so_data() { add_stores(); }
    void a_revoked_device_is_told_so() {
        FAREBOX_STORE(store);
        Setting at(store->database());
        QVERIFY(revoke_device(*at.session, at.device_id, "admin", "lost", Now));
        QCOMPARE(at.check(at.proof()), std::string("device_revoked"));
        QVERIFY(restore_device(*at.session, at.device_id));
        QCOMPARE(at.check(at.proof()), std::string());
    }
};

FAREBOX_TEST_CLASS(ProofCheckTest)
#include "proof_check_test.moc"
