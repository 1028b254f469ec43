#include "core/net/sha256.h"

#include "tests/support/suite.h"

using namespace farebox;

class Sha256Test : public QObject {
    Q_OBJECT
private slots:
    void gives_the_digests_of_the_standard() {
        using net::sha256_hex;
        QCOMPARE(sha256_hex("abc"), std::string("ba7816bf8f01cfea414140de5dae2223"
                                                "b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(sha256_hex(""), std::string("e3b0c44298fc1c149afbf4c8996fb924"
                                             "27ae41e4649b934ca495991b7852b855"));
    }

    void gives_the_same_of_pieces() {
        net::Sha256 pieces;
        for (const char* piece : {"a", "", "bc"}) pieces.add(piece);
        QCOMPARE(pieces.take_hex(), net::sha256_hex("abc"));
        QCOMPARE(net::Sha256().take_hex(), net::sha256_hex(""));
    }

    void authenticates_as_the_standard_does() {
        // RFC 4231, test case 2.
        const std::string code = net::hmac_sha256("Jefe", "what do ya want for nothing?");
        QCOMPARE(code.size(), std::size_t{32});
        QVERIFY(code.starts_with("\x5b\xdc\xc1\x46\xbf\x60\x75\x4e"));
        QVERIFY(code.ends_with("\x64\xec\x38\x43"));
    }

    void makes_other_bytes_each_time() {
        QCOMPARE(net::random_bytes(16).size(), std::size_t{16});
        QVERIFY(net::random_bytes(16) != net::random_bytes(16));
    }

    void compares_sizes_and_bytes() {
        QVERIFY(net::equal_in_constant_time("abc", "abc"));
        QVERIFY(!net::equal_in_constant_time("abc", "abd"));
        QVERIFY(!net::equal_in_constant_time("abc", "ab"));
        QVERIFY(net::equal_in_constant_time("", ""));
    }
};

FAREBOX_TEST_CLASS(Sha256Test)
#include "sha256_test.moc"
