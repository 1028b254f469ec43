#include "core/collector/auth/failures.h"

#include "tests/core/collector/fake_provider.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::collector;
using farebox::tests::FakeClock;

class FailuresTest : public QObject {
    Q_OBJECT
private slots:
    void makes_one_key_wait_for_the_end_of_its_minute() {
        FakeClock clock;
        Failures failures(3, clock);
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(failures.wait_s("a"), std::int64_t{0});
            failures.note("a");
        }
        QCOMPARE(failures.wait_s("a"), std::int64_t{60});
        QCOMPARE(failures.wait_s("b"), std::int64_t{0});
        clock.advance(30 * NsPerSecond);
        QCOMPARE(failures.wait_s("a"), std::int64_t{30});
        clock.advance(30 * NsPerSecond);
        QCOMPARE(failures.wait_s("a"), std::int64_t{0});
        failures.note("a");
        QCOMPARE(failures.wait_s("a"), std::int64_t{0});
    }

    void forgets_rather_than_grows() {
        FakeClock clock;
        Failures failures(1, clock);
        for (int i = 0; i < 10'001; ++i) failures.note(std::to_string(i));
        QCOMPARE(failures.wait_s("0"), std::int64_t{0});
        QVERIFY(failures.wait_s("10000") > 0);
    }
};

FAREBOX_TEST_CLASS(FailuresTest)
#include "failures_test.moc"
