#include "core/collector/auth/password.h"

#include <set>

#include "tests/support/suite.h"

using namespace farebox::collector;

class PasswordTest : public QObject {
    Q_OBJECT
private slots:
    void knows_its_own_hash_and_no_other() {
        const auto hash = hash_password("correct horse battery");
        QVERIFY(hash && hash->starts_with("scrypt$15$8$3$"));
        QVERIFY(is_password("correct horse battery", *hash));
        QVERIFY(!is_password("correct horse batterx", *hash));
        QVERIFY(!is_password("", *hash));
        QVERIFY(*hash_password("correct horse battery") != *hash);
    }

    void agrees_with_another_implementation() {
        // Node: crypto.scryptSync('correct horse battery', 'saltsaltsaltsalt', 32, {N:1024,r:8,p:1})
        QVERIFY(is_password("correct horse battery",
                            "scrypt$10$8$1$c2FsdHNhbHRzYWx0c2FsdA$fXnS5Awj6eMC-z1SbPBpyxEKbW7GHGyuCeVjw7IJSMI"));
    }

    void refuses_texts_that_are_no_hashes_data() {
        QTest::addColumn<std::string>("stored");
        QTest::newRow("empty") << std::string();
        QTest::newRow("the password") << std::string("secret");
        QTest::newRow("huge work") << std::string("scrypt$40$8$1$AAAA$AAAA");
        QTest::newRow("no numbers") << std::string("scrypt$a$b$c$AAAA$AAAA");
        QTest::newRow("another kind") << std::string("plain$15$8$1$AAAA$AAAA");
    }
    void refuses_texts_that_are_no_hashes() {
        QFETCH(std::string, stored);
        QVERIFY(!is_password("secret", stored));
    }

    void says_what_is_wrong_with_a_weak_one() {
        QVERIFY(!why_password_is_weak("short", "ada").empty());
        QVERIFY(!why_password_is_weak("aaaaaaaaaaaaaaaa", "ada").empty());
        QVERIFY(!why_password_is_weak("Ada@Acme.Example", "ada@acme.example").empty());
        QVERIFY(!why_password_is_weak(std::string(300, 'x') + "y", "ada").empty());
        // Twelve bytes, six characters.
        QVERIFY(!why_password_is_weak("\xc3\xa4\xc3\xb6\xc3\xbc\xc3\xa4\xc3\xb6\xc3\xbc", "ada").empty());
        QCOMPARE(why_password_is_weak("four plain words", "ada"), std::string());
    }

    void makes_strong_ones() {
        std::set<std::string> seen;
        for (int i = 0; i < 100; ++i) {
            const std::string made = make_password();
            QCOMPARE(made.size(), std::size_t{29});
            QVERIFY(seen.insert(made).second);
            QCOMPARE(why_password_is_weak(made, "admin"), std::string());
        }
    }
};

FAREBOX_TEST_CLASS(PasswordTest)
#include "password_test.moc"
