#include "ui/link/daemon_link.h"

#include <QDir>
#include <QSignalSpy>

#include "tests/support/suite.h"
#include "tests/ui/support/fake_daemon.h"

using namespace farebox;
using namespace farebox::tests;
using namespace farebox::ui;

class DaemonLinkTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<TempDir> dir_;
    QString socket() const { return QString::fromStdString(dir_->file("run/farebox.sock")); }

    static Reply ask(DaemonLink& link, const QString& route) {
        std::optional<Reply> answer;
        link.get(route, &link, [&answer](const Reply& reply) { answer = reply; });
        (void)QTest::qWaitFor([&answer] { return answer.has_value(); }, 5000);
        return answer.value_or(Reply{});
    }

private slots:
    void init() {
        dir_ = std::make_unique<TempDir>();
        QDir(QString::fromStdString(dir_->path())).mkdir("run");
    }

    void asks_and_is_answered() {
        FakeDaemon daemon(socket());
        daemon.setAnswer("GET summary", 200, Json{{"now", 5}});
        QVERIFY(daemon.start());
        DaemonLink link(socket());
        const Reply reply = ask(link, "summary");
        QVERIFY(reply.isOk());
        QCOMPARE(find_int(reply.body, "now"), std::optional<std::int64_t>(5));
        QVERIFY(reply.error.isEmpty());
    }

    void brings_the_daemons_own_words() {
        FakeDaemon daemon(socket());
        daemon.setAnswer("POST overrides", 403,
                         Json{{"error", {{"code", "denied"}, {"message", "At most 4 hours."}}}});
        QVERIFY(daemon.start());
        DaemonLink link(socket());
        std::optional<Reply> answer;
        link.send("POST", "overrides", Json{{"minutes", 480}}, this,
                  [&](const Reply& r) { answer = r; });
        QTRY_VERIFY(answer.has_value());
        QCOMPARE(answer->error, QString("At most 4 hours."));
        QCOMPARE(daemon.requests().back().body, (Json{{"minutes", 480}}));
    }

    void events_arrive_as_they_happen() {
        FakeDaemon daemon(socket());
        QVERIFY(daemon.start());
        DaemonLink link(socket());
        QSignalSpy events(&link, &DaemonLink::eventArrived);
        link.start();
        QTRY_COMPARE(link.state(), LinkState::Live);
        daemon.push("alert", Json{{"budget_id", "b"}});
        QTRY_COMPARE(events.count(), 1);
        QCOMPARE(events[0][0].value<api::Event>().name, std::string("alert"));
    }

    void a_daemon_without_events_is_silent_and_answers() {
        FakeDaemon daemon(socket());
        daemon.setAnswer("GET summary", 200, Json{{"now", 5}});
        QVERIFY(daemon.start(/*hasEvents=*/false));
        DaemonLink link(socket());
        link.start();
        QTRY_COMPARE(link.state(), LinkState::Silent);
        QVERIFY(ask(link, "summary").isOk());
    }

    void sees_a_daemon_that_comes_and_heals_after_a_restart() {
        DaemonLink link(socket());
        link.start();
        QCOMPARE(link.state(), LinkState::Down);
        QVERIFY(ask(link, "summary").isUnreachable());
        for (int round = 0; round < 3; ++round) {
            FakeDaemon daemon(socket());
            QVERIFY(daemon.start());
            QTRY_COMPARE_WITH_TIMEOUT(link.state(), LinkState::Live, 3000);
            daemon.stop();
            QTRY_COMPARE(link.state(), LinkState::Down);
        }
    }

    void waits_for_a_folder_that_is_not_there_yet() {
        DaemonLink link(QString::fromStdString(dir_->file("later/on/farebox.sock")));
        link.start();
        QDir(QString::fromStdString(dir_->path())).mkpath("later/on");
        FakeDaemon daemon(QString::fromStdString(dir_->file("later/on/farebox.sock")));
        QTest::qWait(50);
        QVERIFY(daemon.start());
        QTRY_COMPARE_WITH_TIMEOUT(link.state(), LinkState::Live, 3000);
    }

    void holds_no_timer_at_rest() {
        FakeDaemon daemon(socket());
        QVERIFY(daemon.start());
        DaemonLink link(socket());
        link.start();
        QTRY_COMPARE(link.state(), LinkState::Live);
        for (const QTimer* timer : link.findChildren<QTimer*>()) QVERIFY(!timer->isActive());
    }

    void an_answer_for_somebody_who_left_is_dropped() {
        FakeDaemon daemon(socket());
        daemon.setAnswer("GET summary", 200, Json{{"now", 5}});
        QVERIFY(daemon.start());
        DaemonLink link(socket());
        auto gone = std::make_unique<QObject>();
        bool wasCalled = false;
        link.get("summary", gone.get(), [&](const Reply&) { wasCalled = true; });
        gone.reset();
        QTRY_VERIFY(daemon.count("summary") == 1);
        QTest::qWait(50);
        QVERIFY(!wasCalled);
    }
};

FAREBOX_TEST_CLASS(DaemonLinkTest)
#include "daemon_link_test.moc"
