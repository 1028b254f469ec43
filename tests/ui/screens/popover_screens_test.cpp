// Every state of the icon, the popover and the first page as a picture.

#include <QPainter>
#include <QFontDatabase>
#include <QLineEdit>
#include <QPushButton>

#include "tests/support/suite.h"
#include "tests/ui/support/samples.h"
#include "tests/ui/support/screen.h"
#include "ui/base/language.h"
#include "ui/look/theme.h"
#include "ui/look/tray_icon_painter.h"
#include "ui/popover/popover.h"
#include "ui/tray/welcome.h"

using namespace farebox;
using namespace farebox::tests;
using namespace farebox::ui;

class PopoverScreensTest : public QObject {
    Q_OBJECT
private:
    static void check(QWidget& widget, const QString& name) {
        const QString difference = compareScreen(pictureOf(widget), name);
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }
    static void checkPopover(const Source& source, bool isDark, const QString& name,
                             const std::function<void(Popover&)>& then = {}) {
        useScheme(isDark);
        Popover popover(Popover::Place::BelowIcon);
        popover.setView(PopoverViews::make(source));
        popover.openAt(QRect(400, 0, 22, 22));
        if (then) then(popover);
        // The offscreen screen is small; a real one is not.
        popover.setFixedSize(360, popover.wantedHeight());
        check(popover, name);
    }

    struct IconLook {
        Mood mood;
        std::int64_t permille;
        QString figure;
    };
    /// Side by side in the sizes of panels, light above dark.
    static void drawIcons(const QString& name, const std::vector<IconLook>& looks) {
        const int sizes[] = {16, 22, 32, 64};
        QImage sheet(2 * 460, 2 * 400, QImage::Format_ARGB32);
        sheet.setDevicePixelRatio(2);
        QPainter painter(&sheet);
        for (const bool isDark : {false, true}) {
            const QPoint corner(0, isDark ? 200 : 0);
            painter.fillRect(QRect(corner, QSize(460, 200)),
                             isDark ? QColor(0x2b, 0x2d, 0x30) : QColor(0xf2, 0xf2, 0xf2));
            for (int row = 0; row < 4; ++row) {
                for (int column = 0; column < int(looks.size()); ++column) {
                    const IconLook& look = looks[std::size_t(column)];
                    const QRectF box(corner.x() + 24 + column * 90, corner.y() + 12 + row * 34,
                                     sizes[row], sizes[row]);
                    QPixmap pixmap(QSize(sizes[row], sizes[row]) * 2);
                    pixmap.setDevicePixelRatio(2);
                    pixmap.fill(Qt::transparent);
                    QPainter inside(&pixmap);
                    paintTrayIcon(inside, QRectF(0, 0, sizes[row], sizes[row]), look.mood,
                                  look.permille, inkFor(isDark), look.figure);
                    inside.end();
                    painter.drawPixmap(box.topLeft(), pixmap);
                }
            }
        }
        painter.end();
        const QString difference = compareScreen(sheet, name);
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }

private slots:
    void initTestCase() {
        if (screenFont().isEmpty())
            QSKIP("SKIP: the font Inter (Debian: fonts-inter) is not installed");
    }
    void cleanup() { useScheme(false); }

    void icons() {
        drawIcons("icons", {{Mood::Ok, 550, ""},
                            {Mood::Warning, 850, ""},
                            {Mood::Paused, 1120, ""},
                            {Mood::Down, 0, ""},
                            {Mood::Stale, 550, ""}});
    }
    void icons_with_an_amount() {
        drawIcons("icons-amount", {{Mood::Ok, 550, "4.2"},
                                   {Mood::Ok, 120, "83"},
                                   {Mood::Ok, 700, "1.2k"},
                                   {Mood::Warning, 850, "83"},
                                   {Mood::Warning, 850, "123k"}});
    }

    void ok_light() { checkPopover(sourceOf(sampleSummary()), false, "popover-ok"); }
    void ok_dark() { checkPopover(sourceOf(sampleSummary()), true, "popover-ok-dark"); }
    // The desktop changes while it is open: as if it had been opened so.
    void follows_the_desktop_s_scheme() {
        checkPopover(sourceOf(pausedSummary()), false, "popover-paused-dark",
                     [](Popover&) { useScheme(true); });
        checkPopover(sourceOf(pausedSummary()), true, "popover-paused",
                     [](Popover&) { useScheme(false); });
    }
    void warning() { checkPopover(sourceOf(warningSummary()), false, "popover-warning"); }
    void paused() { checkPopover(sourceOf(pausedSummary()), false, "popover-paused"); }
    void paused_dark() { checkPopover(sourceOf(pausedSummary()), true, "popover-paused-dark"); }
    void overridden() { checkPopover(sourceOf(overriddenSummary()), false, "popover-overridden"); }
    void unknown_amounts() {
        checkPopover(sourceOf(troubledSummary()), true, "popover-unknown-dark");
    }
    void empty() { checkPopover(sourceOf(emptySummary()), false, "popover-empty"); }

    void paused_by_the_person() {
        api::Summary summary = sampleSummary();
        summary.paused = true;
        checkPopover(sourceOf(summary), false, "popover-paused-by-you");
    }

    void down() { checkPopover({true, false, std::nullopt, SampleNow}, false, "popover-down"); }

    void stale() {
        checkPopover({false, true, sampleSummary(), SampleNow}, true, "popover-stale-dark");
    }

    void override_form() {
        checkPopover(sourceOf(pausedSummary()), false, "popover-override", [](Popover& popover) {
            popover.openOverride("Payments");
            popover.findChild<QLineEdit*>()->setText("Release night, agreed with Kim");
        });
    }

    void override_refused() {
        checkPopover(sourceOf(pausedSummary()), true, "popover-override-refused-dark",
                     [](Popover& popover) {
                         popover.openOverride("Payments");
                         popover.findChild<QLineEdit*>()->setText("Release night");
                         popover.finishOverride(
                             "Your organisation allows 2 overrides a day; both are "
                             "used. The next is possible tomorrow at 00:00.");
                     });
    }

    void override_of_the_organisation() {
        api::Summary summary = pausedSummary();
        for (api::BudgetState& state : summary.budgets) state.budget.source = BudgetSource::Collector;
        checkPopover(sourceOf(summary), false, "popover-override-ask", [](Popover& popover) {
            popover.openOverride("Payments");
            popover.findChild<QLineEdit*>()->setText("Release night, agreed with Kim");
            popover.finishOverride("Your organisation does not allow overrides here.");
        });
    }

    void managed_and_collected() {
        checkPopover(sourceOf(troubledSummary()), false, "popover-managed", [](Popover& popover) {
            for (QPushButton* button : popover.findChildren<QPushButton*>()) {
                if (button->isCheckable() && button->text().startsWith("What"))
                    button->setChecked(true);
            }
        });
    }

    void other_languages_data() {
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("isLong");
        QTest::newRow("de") << "de" << false;
        QTest::newRow("ja") << "ja" << false;
        QTest::newRow("de, long names and large amounts") << "de" << true;
    }
    void other_languages() {
        QFETCH(QString, language);
        QFETCH(bool, isLong);
        if (language == "ja" && !QFontDatabase::families().contains("Droid Sans Fallback")) {
            QSKIP("SKIP: no Japanese font (Debian: fonts-droid-fallback)");
        }
        const QLocale before;
        QLocale::setDefault(QLocale(language));
        const auto translator = loadTranslation(QLocale(language));
        QVERIFY2(!translator->isEmpty(), "built without qt6-l10n-tools");
        QCoreApplication::installTranslator(translator.get());
        checkPopover(sourceOf(isLong ? longSummary() : pausedSummary()), isLong,
                     "popover-" + language + (isLong ? "-long-dark" : ""));
        QCoreApplication::removeTranslator(translator.get());
        QLocale::setDefault(before);
    }

    void first_page() {
        for (const bool isDark : {false, true}) {
            useScheme(isDark);
            Welcome welcome(true);
            welcome.show();
            check(welcome, isDark ? "welcome-dark" : "welcome");
        }
    }
};

FAREBOX_TEST_CLASS(PopoverScreensTest)
#include "popover_screens_test.moc"
