#include "core/net/signature.h"

#include <sys/stat.h>

#include "core/base/file_io.h"
#include "core/net/jwt.h"
#include "tests/support/suite.h"

using namespace farebox;
using net::PublicKey;
using net::SigningKey;

namespace {

// Keys and tokens made by another implementation (Node's crypto).
const Json& vectors() {
    static const Json read = parse_json(
        load_file(tests::data_dir() + "/net/jose/vectors.json").value_or("")).value_or(Json());
    return read;
}

}  // namespace

class SignatureTest : public QObject {
    Q_OBJECT
private slots:
    void accepts_the_right_tokens_only_data() {
        QTest::addColumn<int>("index");
        QVERIFY(vectors().contains("tokens"));
        int index = 0;
        for (const Json& token : vectors()["tokens"]) {
            QTest::newRow(find_string(token, "name")->c_str()) << index++;
        }
    }
    void accepts_the_right_tokens_only() {
        QFETCH(int, index);
        const Json& vector = vectors()["tokens"][static_cast<std::size_t>(index)];
        const auto key = PublicKey::from_jwk(vectors()["keys"][*find_string(vector, "key")]);
        QVERIFY(key);
        const auto token = net::parse_jwt(*find_string(vector, "token"));
        QVERIFY(token);
        QCOMPARE(token->verify(*key).has_value(), *find_bool(vector, "good"));
    }

    void any_changed_byte_breaks_a_signature() {
        for (const Json& vector : vectors()["tokens"]) {
            if (!*find_bool(vector, "good")) continue;
            const auto key = PublicKey::from_jwk(vectors()["keys"][*find_string(vector, "key")]);
            const auto token = net::parse_jwt(*find_string(vector, "token"));
            for (std::size_t at = 0; at < token->signed_part.size(); at += 7) {
                std::string changed = token->signed_part;
                changed[at] ^= 1;
                QVERIFY(!key->verify(token->algorithm(), changed, token->signature));
            }
            for (std::size_t at = 0; at < token->signature.size(); at += 7) {
                std::string changed = token->signature;
                changed[at] ^= 1;
                QVERIFY(!key->verify(token->algorithm(), token->signed_part, changed));
            }
        }
    }

    void refuses_weak_and_foreign_keys_data() {
        QTest::addColumn<QString>("name");
        for (const auto& [name, key] : vectors()["refused_keys"].items()) {
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
        }
    }
    void refuses_weak_and_foreign_keys() {
        QFETCH(QString, name);
        const auto key = PublicKey::from_jwk(vectors()["refused_keys"][name.toStdString()]);
        QVERIFY(!key);
        QCOMPARE(key.error().code, ErrorCode::Invalid);
    }

    void names_a_key_by_its_thumbprint() {
        for (const char* kind : {"ec", "rsa"}) {
            Json jwk = vectors()["keys"][kind];
            jwk["kid"] = "a name";
            jwk["use"] = "sig";
            const auto key = PublicKey::from_jwk(jwk);
            QVERIFY(key);
            QCOMPARE(key->thumbprint(), *find_string(vectors()["thumbprints"], kind));
        }
    }

    void a_made_key_signs_what_its_public_half_accepts() {
        const auto key = SigningKey::generate();
        QVERIFY(key);
        const auto other = SigningKey::generate();
        QVERIFY(key->thumbprint() != other->thumbprint());
        const auto half = PublicKey::from_jwk(key->public_jwk());
        QVERIFY(half);
        QCOMPARE(half->thumbprint(), key->thumbprint());
        // Halves that begin with zero bytes are the rare ones: one in 256.
        for (int i = 0; i < 600; ++i) {
            const auto signature = key->sign(std::to_string(i));
            QVERIFY(signature);
            QCOMPARE(signature->size(), std::size_t{64});
            QVERIFY(half->verify("ES256", std::to_string(i), *signature));
            QVERIFY(!half->verify("ES256", std::to_string(i + 1), *signature));
        }
        const auto signature = other->sign("x");
        QVERIFY(!half->verify("ES256", "x", *signature));
    }

    void a_saved_key_is_the_same_and_for_its_owner_alone() {
        const tests::TempDir folder;
        const auto key = SigningKey::generate();
        QVERIFY(key->save(folder.file("device.pem")));
        struct stat seen {};
        QCOMPARE(stat(folder.file("device.pem").c_str(), &seen), 0);
        QCOMPARE(seen.st_mode & 0777U, 0600U);
        const auto again = SigningKey::load(folder.file("device.pem"));
        QVERIFY(again);
        QCOMPARE(again->thumbprint(), key->thumbprint());
    }

    void reads_keys_of_p256_only() {
        const auto read = SigningKey::from_pem(*find_string(vectors(), "ec_private_pem"));
        QVERIFY(read);
        QCOMPARE(read->thumbprint(),
                 PublicKey::from_jwk(vectors()["keys"]["ec"])->thumbprint());
        QVERIFY(!SigningKey::from_pem(*find_string(vectors(), "p384_private_pem")));
        QVERIFY(!SigningKey::from_pem("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"));
        QVERIFY(!SigningKey::from_pem(""));
        QCOMPARE(SigningKey::load("/nonexistent/device.pem").error().code, ErrorCode::NotFound);
    }
};

FAREBOX_TEST_CLASS(SignatureTest)
#include "signature_test.moc"
