// The collector's policy takes effect only when it is signed by the key given at enrolment.

#include "core/sync/policy_keeper.h"

#include "core/base/file_io.h"
#include "core/net/jwt.h"
#include "core/settings/sources.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::sync;
using namespace farebox::tests;

namespace {

Json claims(std::int64_t issued_at, int hours) {
    return {{"device_id", "d1"},
            {"enforced", {{"override.max_hours", hours}}},
            {"recommended", Json::object()},
            {"policy_version", "v" + std::to_string(hours)},
            {"iat", issued_at}};
}

}  // namespace

class PolicyKeeperTest : public QObject {
    Q_OBJECT
private:
    const net::SigningKey key_ = net::SigningKey::generate().value();
    std::string sign(const Json& what) { return net::sign_jwt(key_, what, "k").value(); }
    PolicyKeeper keeper(const TempDir& folder) {
        return PolicyKeeper(folder.file("policy.json"), "d1", key_.public_jwk());
    }
    static std::string hours_in_force(const TempDir& folder) {
        settings::Places places;
        places.collector_file = folder.file("policy.json");
        return to_text(settings::load_resolution(places).find("override.max_hours")->value);
    }

private slots:
    void puts_a_signed_policy_in_force() {
        TempDir folder;
        PolicyKeeper policies = keeper(folder);
        QCOMPARE(policies.etag(), std::string());
        const auto taken = policies.take(sign(claims(100, 3)), 5);
        QVERIFY2(taken.has_value(), taken ? "" : taken.error().message.c_str());
        QCOMPARE(hours_in_force(folder), std::string("3"));
        QCOMPARE(policies.etag(), std::string("\"v3\""));
        // Known again after a restart.
        QCOMPARE(keeper(folder).version(), std::string("v3"));
        QCOMPARE(keeper(folder).installed_at(), 5);
        QVERIFY(keeper(folder).check_file());
    }

    void notices_what_was_changed_by_hand() {
        TempDir folder;
        QVERIFY(keeper(folder).take(sign(claims(100, 3)), 5).has_value());
        QVERIFY(save_file(folder.file("policy.json"), "{\"enforced\": {}, \"recommended\": {}}"));
        PolicyKeeper policies = keeper(folder);
        QVERIFY(!policies.check_file());
        QCOMPARE(policies.etag(), std::string());
        QVERIFY(policies.check_file());  // told once
        QVERIFY(policies.take(sign(claims(101, 3)), 6).has_value());
        QCOMPARE(hours_in_force(folder), std::string("3"));
    }

    void refuses_what_the_collector_did_not_sign() {
        TempDir folder;
        PolicyKeeper policies = keeper(folder);
        const auto other = net::SigningKey::generate().value();
        QVERIFY(!policies.take(net::sign_jwt(other, claims(100, 3), "k").value(), 5));
        std::string changed = sign(claims(100, 3));
        changed[changed.find('.') + 5] ^= 1;
        QVERIFY(!policies.take(changed, 5));
        QVERIFY(!policies.take("nonsense", 5));
        QVERIFY(!file_exists(folder.file("policy.json")));
    }

    void refuses_one_for_another_device_and_an_older_one() {
        TempDir folder;
        PolicyKeeper policies = keeper(folder);
        QVERIFY(policies.take(sign(claims(100, 3)), 5).has_value());
        QVERIFY(!policies.take(sign(claims(99, 9)), 5));
        Json other = claims(101, 9);
        other["device_id"] = "d2";
        QVERIFY(!policies.take(sign(other), 5));
        QCOMPARE(hours_in_force(folder), std::string("3"));
    }

    void forgets_the_policy_with_its_version() {
        TempDir folder;
        PolicyKeeper policies = keeper(folder);
        QVERIFY(policies.take(sign(claims(100, 3)), 5).has_value());
        PolicyKeeper::forget(folder.file("policy.json"));
        QCOMPARE(keeper(folder).version(), std::string());
        QVERIFY(!file_exists(folder.file("policy.json")));
    }
};

FAREBOX_TEST_CLASS(PolicyKeeperTest)
#include "policy_keeper_test.moc"
