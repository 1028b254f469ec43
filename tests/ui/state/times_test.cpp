#include "ui/state/times.h"

#include "tests/support/suite.h"
#include "tests/ui/support/samples.h"

using namespace farebox;
using namespace farebox::tests;
using namespace farebox::ui;

class TimesTest : public QObject {
    Q_OBJECT
private slots:
    void says_how_long_ago() {
        const UtcNs minute = 60 * NsPerSecond;
        QCOMPARE(Times::ago(SampleNow, SampleNow - 20 * NsPerSecond), QString("just now"));
        QCOMPARE(Times::ago(SampleNow, SampleNow - 5 * minute), QString("5 min ago"));
        QCOMPARE(Times::ago(SampleNow, SampleNow - 180 * minute), QString("3 h ago"));
        // A clock that stepped back is no negative age.
        QCOMPARE(Times::ago(SampleNow, SampleNow + minute), QString("just now"));
    }

    void says_when() {
        QVERIFY(Times::when(SampleNow, SampleNow + 3'600 * NsPerSecond).contains("7:30"));
        QVERIFY(Times::when(SampleNow, SampleNow + 4 * NsPerDay).startsWith("Thu"));
        QCOMPARE(Times::when(SampleNow, SampleNow + 9 * NsPerDay), QString("Dec 1"));
        QCOMPARE(Times::exact(SampleNow), QString("Nov 22, 18:30:00"));
    }

    void says_for_how_long() {
        QCOMPARE(Times::until(SampleNow, SampleNow - 5), QString("1 min"));
        QCOMPARE(Times::until(SampleNow, SampleNow + 7'200 * NsPerSecond), QString("2 h"));
        QCOMPARE(Times::duration(250), QString("250 ms"));
        QCOMPARE(Times::duration(4'230), QString("4.2 s"));
    }
};

FAREBOX_TEST_CLASS(TimesTest)
#include "times_test.moc"
