// Each page of the details window as a picture, fed by a daemon with canned answers.

#include <QListWidget>
#include <QSignalSpy>

#include "tests/support/suite.h"
#include "tests/ui/support/fake_daemon.h"
#include "tests/ui/support/samples.h"
#include "tests/ui/support/screen.h"
#include "ui/details/assign_form.h"
#include "ui/details/details_window.h"

using namespace farebox;
using namespace farebox::tests;
using namespace farebox::ui;

namespace {

/// The windows are shown at one pixel a point, so that their pictures stay small.
QImage halved(const QImage& picture) {
    return picture.scaled(picture.size() / 2, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

}  // namespace

class DetailsScreensTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<TempDir> dir_;
    std::unique_ptr<FakeDaemon> daemon_;

private slots:
    void initTestCase() {
        if (screenFont().isEmpty())
            QSKIP("SKIP: the font Inter (Debian: fonts-inter) is not installed");
        dir_ = std::make_unique<TempDir>();
        daemon_ = std::make_unique<FakeDaemon>(QString::fromStdString(dir_->file("farebox.sock")));
        auto budgets = pausedSummary().budgets;
        budgets.push_back(sampleBudget("Company", 900 * Usd, 412 * Usd));
        budgets.back().budget.source = BudgetSource::Device;
        budgets.back().budget.is_locked = true;
        daemon_->setAnswer("GET trend?days=30", 200, listOf("days", sampleTrend(30)));
        daemon_->setAnswer("GET calls?limit=500", 200, listOf("calls", sampleCalls()));
        daemon_->setAnswer("GET budgets", 200, listOf("budgets", budgets));
        daemon_->setAnswer("GET policy", 200, listOf("settings", sampleSettings()));
        daemon_->setAnswer("GET agents", 200, listOf("agents", sampleAgents()));
        daemon_->setAnswer("GET summary", 200, to_json(troubledSummary()));
        QVERIFY(daemon_->start());
    }

    void pages_data() {
        QTest::addColumn<QString>("page");
        QTest::addColumn<bool>("isDark");
        for (const char* page : {"trend", "calls", "budgets", "agents", "settings", "about"}) {
            QTest::newRow(page) << QString(page) << false;
        }
        QTest::newRow("trend, dark") << QString("trend") << true;
        QTest::newRow("calls, dark") << QString("calls") << true;
    }
    void pages() {
        QFETCH(QString, page);
        QFETCH(bool, isDark);
        useScheme(isDark);
        DaemonLink link(QString::fromStdString(dir_->file("farebox.sock")));
        DetailsWindow window(link);
        const QSignalSpy asked(daemon_.get(), &FakeDaemon::asked);
        window.openPage(page, {}, {});
        QTRY_VERIFY(asked.count() >= 1);
        // Until what was answered is shown: one round for the answer, one for the layout.
        QTest::qWait(150);
        const QString name = "details-" + page + (isDark ? "-dark" : "");
        const QString difference = compareScreen(halved(pictureOf(window)), name);
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }
    void says_where_a_call_belongs() {
        daemon_->setAnswer("GET calls?limit=500&repo=unattributed", 200,
                           listOf("calls", std::vector{sampleCalls()[5]}));
        DaemonLink link(QString::fromStdString(dir_->file("farebox.sock")));
        DetailsWindow window(link);
        window.openPage("calls", "repo", "unattributed");
        QTRY_VERIFY(window.findChild<AssignForm*>()->isVisible());
        QTest::qWait(150);
        const QString difference = compareScreen(halved(pictureOf(window)), "details-assign");
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }

    // Another scheme of the desktop while the window is open: the same picture as when it was opened
    // in it.
    void follows_the_desktop_s_scheme() {
        DaemonLink link(QString::fromStdString(dir_->file("farebox.sock")));
        DetailsWindow window(link);
        window.openPage("calls", {}, {});
        QTest::qWait(150);
        useScheme(true);
        QTest::qWait(150);
        const QString difference = compareScreen(halved(pictureOf(window)), "details-calls-dark");
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }

    void cleanup() { useScheme(false); }
};

FAREBOX_TEST_CLASS(DetailsScreensTest)
#include "details_screens_test.moc"
