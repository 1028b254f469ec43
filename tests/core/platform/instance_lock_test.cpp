#include "core/platform/instance_lock.h"

#include "core/base/strings.h"
#include "tests/core/platform/child.h"
#include "tests/support/suite.h"

#include <fcntl.h>

using namespace farebox;
using namespace farebox::platform;
using farebox::tests::Child;
using farebox::tests::TempDir;

class InstanceLockTest : public QObject {
    Q_OBJECT
private slots:
    void the_second_one_is_told_who_holds_it();
    void a_killed_holder_leaves_the_lock_free();
    void a_missing_folder_is_told();
};

void InstanceLockTest::the_second_one_is_told_who_holds_it() {
    const TempDir dir;
    QVERIFY(!find_lock_holder(dir.file("lock")).has_value());
    {
        const auto first = InstanceLock::acquire(dir.file("lock"));
        QVERIFY(first.has_value());
        const auto second = InstanceLock::acquire(dir.file("lock"));
        QVERIFY(!second.has_value());
        QCOMPARE(second.error().code, ErrorCode::Conflict);
        QVERIFY(contains(second.error().message, std::to_string(getpid())));
        QCOMPARE(find_lock_holder(dir.file("lock")).value(), std::int64_t(getpid()));
    }
    QVERIFY(!find_lock_holder(dir.file("lock")).has_value());
    QVERIFY(InstanceLock::acquire(dir.file("lock")).has_value());
}

void InstanceLockTest::a_killed_holder_leaves_the_lock_free() {
    const TempDir dir;
    const std::string file = dir.file("lock");
    Child holder([&] {
        static auto lock = InstanceLock::acquire(file);
        if (!lock) _exit(1);
    });
    QCOMPARE(find_lock_holder(file).value(), std::int64_t(holder.pid()));
    holder.stop();
    QVERIFY(!find_lock_holder(file).has_value());
    QVERIFY(InstanceLock::acquire(file).has_value());
}

void InstanceLockTest::a_missing_folder_is_told() {
    const TempDir dir;
    const auto lock = InstanceLock::acquire(dir.file("no/lock"));
    QVERIFY(!lock.has_value());
    QVERIFY(contains(lock.error().message, "no/lock"));
}

FAREBOX_TEST_CLASS(InstanceLockTest)
#include "instance_lock_test.moc"
