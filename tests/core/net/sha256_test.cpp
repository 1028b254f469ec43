#include "core/net/sha256.h"

#include "tests/support/suite.h"

class Sha256Test : public QObject {
    Q_OBJECT
private slots:
    void gives_the_digests_of_the_standard() {
        using farebox::net::sha256_hex;
        QCOMPARE(sha256_hex("abc"), std::string("ba7816bf8f01cfea414140de5dae2223"
                                                "b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(sha256_hex(""), std::string("e3b0c44298fc1c149afbf4c8996fb924"
                                             "27ae41e4649b934ca495991b7852b855"));
    }
};

FAREBOX_TEST_CLASS(Sha256Test)
#include "sha256_test.moc"
