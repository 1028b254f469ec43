#include "ui/tray/live_model.h"

#include <QDir>
#include <QSignalSpy>

#include "tests/support/suite.h"
#include "tests/ui/support/fake_daemon.h"
#include "tests/ui/support/samples.h"

using namespace farebox;
using namespace farebox::tests;
using namespace farebox::ui;

class LiveModelTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<TempDir> dir_;
    QString socket() const { return QString::fromStdString(dir_->file("farebox.sock")); }
    static int activeTimers(const QObject& object) {
        int active = 0;
        for (const QTimer* timer : object.findChildren<QTimer*>()) active += timer->isActive();
        return active;
    }

private slots:
    void init() { dir_ = std::make_unique<TempDir>(); }

    void follows_the_daemon_and_rests_without_a_timer() {
        FakeDaemon daemon(socket());
        daemon.setAnswer("GET summary", 200, to_json(sampleSummary()));
        QVERIFY(daemon.start());
        DaemonLink link(socket());
        LiveModel model(link, [] { return SampleNow; });
        link.start();
        QTRY_VERIFY(model.source().summary.has_value());
        QCOMPARE(Glances::mood(model.source()), Mood::Ok);
        QCOMPARE(activeTimers(link) + activeTimers(model), 0);

        daemon.setAnswer("GET summary", 200, to_json(pausedSummary()));
        model.setWatched(true);
        QVERIFY(activeTimers(model) > 0);
        QTRY_COMPARE(Glances::mood(model.source()), Mood::Paused);
        daemon.setAnswer("GET summary", 200, to_json(sampleSummary()));
        daemon.push("summary_changed", Json{{"revision", 2}});
        QTRY_COMPARE(Glances::mood(model.source()), Mood::Ok);
        model.setWatched(false);
        QTRY_COMPARE(activeTimers(link) + activeTimers(model), 0);
    }

    void a_burst_of_events_makes_few_questions() {
        FakeDaemon daemon(socket());
        daemon.setAnswer("GET summary", 200, to_json(sampleSummary()));
        QVERIFY(daemon.start());
        DaemonLink link(socket());
        LiveModel model(link, [] { return SampleNow; });
        link.start();
        QTRY_COMPARE(link.state(), LinkState::Live);
        for (int i = 0; i < 200; ++i) daemon.push("summary_changed", Json{{"revision", i}});
        QTest::qWait(300);
        QVERIFY(daemon.count("summary") <= 2);
    }

    void a_daemon_that_answers_nonsense_makes_it_stale() {
        FakeDaemon daemon(socket());
        daemon.setAnswer("GET summary", 500, Json{{"error", {{"message", "ledger"}}}});
        QVERIFY(daemon.start());
        DaemonLink link(socket());
        LiveModel model(link, [] { return SampleNow; });
        link.start();
        QTRY_COMPARE(Glances::mood(model.source()), Mood::Stale);
    }

    void sees_that_the_daemon_is_gone_and_that_it_is_back() {
        DaemonLink link(socket());
        LiveModel model(link, [] { return SampleNow; });
        link.start();
        QCOMPARE(Glances::mood(model.source()), Mood::Down);
        for (int round = 0; round < 2; ++round) {
            FakeDaemon daemon(socket());
            daemon.setAnswer("GET summary", 200, to_json(sampleSummary()));
            QVERIFY(daemon.start());
            QTRY_COMPARE_WITH_TIMEOUT(Glances::mood(model.source()), Mood::Ok, 3000);
            daemon.stop();
            QTRY_COMPARE(Glances::mood(model.source()), Mood::Down);
        }
    }
};

FAREBOX_TEST_CLASS(LiveModelTest)
#include "live_model_test.moc"
