#include "core/base/base64.h"

#include "tests/support/suite.h"

using farebox::base64url_decode;
using farebox::base64url_encode;

class Base64Test : public QObject {
    Q_OBJECT
private slots:
    void writes_the_examples_of_the_standard() {
        // RFC 4648 section 10, without padding.
        QCOMPARE(base64url_encode(""), std::string(""));
        QCOMPARE(base64url_encode("f"), std::string("Zg"));
        QCOMPARE(base64url_encode("fo"), std::string("Zm8"));
        QCOMPARE(base64url_encode("foo"), std::string("Zm9v"));
        QCOMPARE(base64url_encode("foobar"), std::string("Zm9vYmFy"));
        QCOMPARE(base64url_encode("\xfb\xff\xfe"), std::string("-__-"));
        QCOMPARE(farebox::base64_encode("f"), std::string("Zg=="));
        QCOMPARE(farebox::base64_encode("fo"), std::string("Zm8="));
        QCOMPARE(farebox::base64_encode("foo"), std::string("Zm9v"));
        QCOMPARE(farebox::base64_encode("\xfb\xff\xfe"), std::string("+//+"));
    }

    void reads_back_every_byte() {
        std::string bytes;
        for (int i = 0; i < 256; ++i) {
            QCOMPARE(base64url_decode(base64url_encode(bytes)), std::optional<std::string>(bytes));
            bytes += static_cast<char>(i);
        }
    }

    void refuses_what_has_a_second_spelling_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("padding") << "Zg==";
        QTest::newRow("left-over bits") << "Zh";
        QTest::newRow("one digit") << "Z";
        QTest::newRow("blank") << "Zm 9v";
        QTest::newRow("line end") << "Zm9v\n";
        QTest::newRow("the other alphabet") << "+//+";
    }
    void refuses_what_has_a_second_spelling() {
        QFETCH(QString, text);
        QVERIFY(!base64url_decode(text.toStdString()));
    }
};

FAREBOX_TEST_CLASS(Base64Test)
#include "base64_test.moc"
