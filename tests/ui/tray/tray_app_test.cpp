#include "ui/tray/tray_app.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>

#include "tests/support/suite.h"
#include "tests/ui/support/fake_daemon.h"
#include "tests/ui/support/samples.h"
#include "ui/base/language.h"

using namespace farebox;
using namespace farebox::tests;
using namespace farebox::ui;

// The whole tray against a daemon with canned answers. Offscreen there is no tray, so the popover
// is a window.
class TrayAppTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<TempDir> dir_;
    std::unique_ptr<FakeDaemon> daemon_;
    bool isAutostartOn_ = false;

    TrayOptions options() {
        return {.socketPath = QString::fromStdString(dir_->file("farebox.sock")),
                .memoryFile = QString::fromStdString(dir_->file("tray.ini")),
                .isBackground = true,
                .autostart = {[this] { return isAutostartOn_; },
                              [this](bool isOn) {
                                  isAutostartOn_ = isOn;
                                  return QString();
                              }},
                .now = [] { return SampleNow; }};
    }
    static QWidget* window(const char* name) {
        for (QWidget* found : QApplication::topLevelWidgets()) {
            if (found->objectName() == QLatin1String(name) && found->isVisible()) return found;
        }
        return nullptr;
    }
    static QPushButton* button(QWidget* parent, const QString& text) {
        for (QPushButton* found : parent->findChildren<QPushButton*>()) {
            if (found->text() == text && found->isVisible()) return found;
        }
        return nullptr;
    }
    const FakeDaemon::Request* asked(const std::string& method, const std::string& route) const {
        for (const auto& request : daemon_->requests()) {
            if (request.method == method && request.route == route) return &request;
        }
        return nullptr;
    }

private slots:
    void init() {
        dir_ = std::make_unique<TempDir>();
        isAutostartOn_ = false;
        daemon_ = std::make_unique<FakeDaemon>(QString::fromStdString(dir_->file("farebox.sock")));
        daemon_->setAnswer("GET summary", 200, to_json(pausedSummary()));
        daemon_->setAnswer("POST overrides", 200, Json{{"override_id", "o1"}});
        daemon_->setAnswer("POST pause", 200, Json{{"paused", true}});
        QVERIFY(daemon_->start());
    }

    void an_override_from_the_popover_reaches_the_daemon() {
        TrayApp tray(options());
        tray.start();
        tray.openPopover();
        QTRY_VERIFY(window("popover") != nullptr);
        QWidget* popover = window("popover");
        QTRY_VERIFY(button(popover, QStringLiteral("Override…")) != nullptr);
        button(popover, QStringLiteral("Override…"))->click();
        popover->findChild<QLineEdit*>()->setText("release");
        button(popover, "Override")->click();
        QTRY_VERIFY(asked("POST", "overrides") != nullptr);
        QCOMPARE(asked("POST", "overrides")->body,
                 (Json{{"budget_id", "Payments"}, {"minutes", 60}, {"reason", "release"}}));
        QTRY_VERIFY(button(popover, "Override") == nullptr);
    }

    void pause_reaches_the_daemon() {
        daemon_->setAnswer("GET summary", 200, to_json(sampleSummary()));
        TrayApp tray(options());
        tray.start();
        tray.openPopover();
        QTRY_VERIFY(window("popover") != nullptr &&
                    button(window("popover"), "Pause")->isEnabled());
        button(window("popover"), "Pause")->click();
        QTRY_VERIFY(asked("POST", "pause") != nullptr);
    }

    void settings_are_followed() {
        Json list = Json::array();
        for (const auto& setting : sampleSettings()) list.push_back(to_json(setting));
        list.push_back(Json{{"key", "tray.language"}, {"type", "enum"}, {"value", "ja"}});
        daemon_->setAnswer("GET policy", 200, Json{{"settings", list}});
        TrayApp tray(options());
        tray.start();
        QTRY_VERIFY(isAutostartOn_);
        QTRY_COMPARE(TrayApp::rememberedLanguage(options().memoryFile), QString("ja"));
    }

    void another_language_is_spoken_at_once() {
        Language language;
        language.use("en");
        TrayOptions live = options();
        live.useLanguage = [&language](const QString& code) { language.use(code); };
        TrayApp tray(live);
        tray.start();
        tray.openPopover();
        QTRY_VERIFY(window("popover") != nullptr);
        QTRY_VERIFY(button(window("popover"), "Details") != nullptr);
        daemon_->setAnswer("GET policy", 200, Json{{"settings", Json::array({Json{
            {"key", "tray.language"}, {"type", "enum"}, {"value", "ja"}}})}});
        daemon_->push("settings_changed", Json{{"revision", 2}});
        QTRY_VERIFY(window("popover") != nullptr && button(window("popover"), "詳細") != nullptr);
        QVERIFY(button(window("popover"), "Details") == nullptr);
        language.use("en");
    }

    void the_first_page_is_shown_once() {
        TrayOptions byHand = options();
        byHand.isBackground = false;
        {
            TrayApp tray(byHand);
            tray.start();
            QTRY_VERIFY(window("welcome") != nullptr);
            window("welcome")->close();
            QVERIFY(isAutostartOn_);
        }
        TrayApp again(byHand);
        again.start();
        QVERIFY(window("welcome") == nullptr);
        QTRY_VERIFY(window("popover") != nullptr);
    }

    void opens_nothing_at_login() {
        TrayApp tray(options());
        tray.start();
        QTest::qWait(50);
        QVERIFY(window("popover") == nullptr && window("welcome") == nullptr);
    }
};

FAREBOX_TEST_CLASS(TrayAppTest)
#include "tray_app_test.moc"
