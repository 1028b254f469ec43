// The tag of a device's policy is kept for two minutes, and not beyond a change made here.

#include "core/collector/policy/policy_tags.h"

#include "core/collector/policy/documents.h"
#include "tests/core/collector/stores.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

constexpr UtcNs Now = 1'795'318'200 * NsPerSecond;

// A collector with one device, "a".
struct Rig {
    std::unique_ptr<TestStore> store = TestStore::make("sqlite");
    Lease session = store->database().session().value();
    PolicyTags tags;

    Rig() {
        const auto done = session->run(
            "INSERT INTO devices (device_id, install_id, public_key, key_thumbprint, hostname_hash, "
            "os, farebox_version, token_id, enrolled_at, person_id, user_name, binding) "
            "VALUES ('a', 'a', '{}', '', '', 'linux', '0.9', 't', 5, '', '', '')");
        if (!done) qFatal("%s", done.error().message.c_str());
    }
    std::string find(UtcNs now) { return tags.find(*session, "a", now); }
    void set_hours(int hours) {
        PolicySettings settings;
        settings.enforced = {{"override.max_hours", hours}};
        if (!save_settings(*session, settings)) qFatal("cannot save");
    }
};

}  // namespace

class PolicyTagsTest : public QObject {
    Q_OBJECT
private slots:
    void names_the_policy_of_each_device() {
        Rig rig;
        QVERIFY(!rig.tags.find_known("a", Now));
        QCOMPARE(rig.find(Now), policy_etag(compose_policy(*rig.session, "a", {}).value()));
        QCOMPARE(rig.tags.find_known("a", Now).value_or(""), rig.find(Now));
        QCOMPARE(rig.tags.find(*rig.session, "nobody", Now), std::string());
    }

    void sees_a_change_of_somebody_else_after_two_minutes() {
        Rig rig;
        const std::string before = rig.find(Now);
        rig.set_hours(3);
        QCOMPARE(rig.find(Now + PolicyTags::Life - 1), before);
        QVERIFY(!rig.tags.find_known("a", Now + PolicyTags::Life));
        QVERIFY(rig.find(Now + PolicyTags::Life) != before);
    }

    void sees_a_change_made_here_at_once() {
        Rig rig;
        const std::string before = rig.find(Now);
        rig.set_hours(3);
        rig.tags.forget();
        QVERIFY(rig.find(Now) != before);
    }
};

FAREBOX_TEST_CLASS(PolicyTagsTest)
#include "policy_tags_test.moc"
