#include "core/collector/auth/pseudonyms.h"

#include <set>

#include "core/collector/auth/secrets.h"
#include "tests/core/collector/stores.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

class PseudonymsTest : public QObject {
    Q_OBJECT
private slots:
    void is_the_same_name_for_the_same_person_data() { add_stores(); }
    void is_the_same_name_for_the_same_person() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        const Pseudonyms names = Pseudonyms::load(*session, 1).value();
        const std::string name = names.of("p-ada");
        QVERIFY(Pseudonyms::is_one(name));
        const Lease other = store->database().session().value();
        QCOMPARE(Pseudonyms::load(*other, 2).value().of("p-ada"), name);
        QVERIFY(Pseudonyms(std::string(32, 'k')).of("p-ada") != name);
        QCOMPARE(names.of(""), std::string());
    }

    void many_people_have_many_names_and_can_be_found() {
        const Pseudonyms names(std::string(32, 'k'));
        std::set<std::string> seen;
        std::vector<std::string> people;
        for (int i = 0; i < 20'000; ++i) people.push_back("p" + std::to_string(i));
        for (const std::string& person : people) QVERIFY(seen.insert(names.of(person)).second);
        QCOMPARE(names.find(names.of("p777"), people), std::optional<std::string>("p777"));
        QCOMPARE(names.find(names.of("somebody else"), people), std::optional<std::string>());
        QCOMPARE(names.find("p777", people), std::optional<std::string>());
    }

    void secrets_stay_and_damage_is_said_data() { add_stores(); }
    void secrets_stay_and_damage_is_said() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        const std::string secret = server_secret(*session, "a", 1).value();
        QCOMPARE(secret.size(), std::size_t{32});
        QCOMPARE(server_secret(*session, "a", 2).value(), secret);
        QVERIFY(server_secret(*session, "b", 2).value() != secret);
        const auto key = server_signing_key(*session, "policy", 1).value();
        QCOMPARE(server_signing_key(*session, "policy", 2).value().thumbprint(), key.thumbprint());
        QVERIFY(session->run("UPDATE server_secrets SET value = 'x'"));
        QVERIFY(!server_secret(*session, "a", 3));
        QVERIFY(!server_signing_key(*session, "policy", 3));
    }
};

FAREBOX_TEST_CLASS(PseudonymsTest)
#include "pseudonyms_test.moc"
