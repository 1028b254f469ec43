#include "ui/look/theme.h"

#include <QImage>
#include <QPainter>

#include <cmath>

#include "tests/support/suite.h"
#include "ui/look/style_sheet.h"
#include "ui/look/tabular.h"
#include "ui/look/tray_icon_painter.h"

using namespace farebox;
using namespace farebox::ui;

class ThemeTest : public QObject {
    Q_OBJECT
private:
    // WCAG 2.1, "relative luminance" and "contrast ratio".
    static double luminance(const QColor& color) {
        const auto part = [](double c) {
            return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * part(color.redF()) + 0.7152 * part(color.greenF()) +
               0.0722 * part(color.blueF());
    }
    static double contrast(const QColor& a, const QColor& b) {
        const double light = std::max(luminance(a), luminance(b));
        const double dark = std::min(luminance(a), luminance(b));
        return (light + 0.05) / (dark + 0.05);
    }
    static QImage greyIcon(Mood mood, int size, const QString& figure = {}) {
        QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        // One ink for all: only the shape can tell.
        paintTrayIcon(painter, QRectF(0, 0, size, size), mood, 600,
                      {Qt::black, Qt::black, Qt::black}, figure);
        painter.end();
        return image.convertToFormat(QImage::Format_Alpha8);
    }

private slots:
    void every_text_can_be_read_on_its_ground() {
        for (const Theme* theme : {&lightTheme(), &darkTheme()}) {
            const std::pair<QColor, QColor> pairs[] = {
                {theme->text, theme->ground},      {theme->text, theme->raised},
                {theme->text, theme->accentSoft},  {theme->text, theme->dangerSoft},
                {theme->text, theme->warningSoft}, {theme->muted, theme->ground},
                {theme->muted, theme->raised},     {theme->muted, theme->hovered},
                {theme->muted, theme->dangerSoft}, {theme->muted, theme->warningSoft},
                {theme->accent, theme->ground},    {theme->accent, theme->accentSoft},
                {theme->onAccent, theme->accent},  {theme->warning, theme->ground},
                {theme->danger, theme->ground},    {theme->danger, theme->raised}};
            int at = 0;
            for (const auto& [ink, ground] : pairs) {
                QVERIFY2(contrast(ink, ground) >= 4.5,
                         qPrintable(QString("pair %1: %2").arg(at).arg(contrast(ink, ground))));
                ++at;
            }
        }
    }

    void the_shape_alone_tells_the_state_data() {
        QTest::addColumn<QString>("figure");
        QTest::newRow("ring") << QString();
        QTest::newRow("amount") << QString("4.2");
        QTest::newRow("long amount") << QString("123k");
    }
    void the_shape_alone_tells_the_state() {
        QFETCH(QString, figure);
        const Mood moods[] = {Mood::Ok, Mood::Warning, Mood::Paused, Mood::Down, Mood::Stale};
        for (const int size : {16, 22, 32}) {
            for (const Mood a : moods) {
                for (const Mood b : moods) {
                    if (a == b) continue;
                    const QImage first = greyIcon(a, size, figure);
                    const QImage second = greyIcon(b, size, figure);
                    int differs = 0;
                    for (int y = 0; y < size; ++y) {
                        for (int x = 0; x < size; ++x) {
                            differs +=
                                qAbs(qAlpha(first.pixel(x, y)) - qAlpha(second.pixel(x, y))) > 80;
                        }
                    }
                    // A fourteenth of the square: a glyph of 16 pixels has some 100 that are not
                    // empty.
                    QVERIFY2(differs * 14 >= size * size, qPrintable(QString("%1 and %2 at %3: %4")
                                                                         .arg(int(a))
                                                                         .arg(int(b))
                                                                         .arg(size)
                                                                         .arg(differs)));
                }
            }
        }
    }

    // Nobody tells what colour a panel has.
    void the_icon_can_be_seen_on_a_panel_of_the_other_brightness() {
        for (const bool isDark : {false, true}) {
            const QColor panel = isDark ? QColor(0xf2, 0xf2, 0xf2) : QColor(0x1d, 0x1d, 0x1d);
            for (const Mood mood : {Mood::Ok, Mood::Warning, Mood::Down, Mood::Stale}) {
                const QImage icon =
                    makeTrayIcon(mood, 550, inkFor(isDark)).pixmap(22, 22).toImage();
                QImage seen(icon.size(), QImage::Format_RGB32);
                seen.fill(panel);
                QPainter(&seen).drawImage(0, 0, icon);
                int visible = 0;
                for (int y = 0; y < seen.height(); ++y) {
                    for (int x = 0; x < seen.width(); ++x) {
                        visible += contrast(seen.pixelColor(x, y), panel) >= 3;
                    }
                }
                QVERIFY2(visible * 10 >= seen.width() * seen.height(),
                         qPrintable(QString("mood %1: %2").arg(int(mood)).arg(visible)));
            }
        }
    }

    void the_ring_fills_with_the_month() {
        QImage images[2];
        for (int i = 0; i < 2; ++i) {
            images[i] = QImage(22, 22, QImage::Format_ARGB32_Premultiplied);
            images[i].fill(Qt::transparent);
            QPainter painter(&images[i]);
            paintTrayIcon(painter, QRectF(0, 0, 22, 22), Mood::Ok, i == 0 ? 100 : 900,
                          inkFor(false));
        }
        QVERIFY(images[0] != images[1]);
    }

    void figures_stand_in_columns() {
        const QFont font = fontOf(TextRole::Body);
        QCOMPARE(tabularWidth(font, "$111.11"), tabularWidth(font, "$888.88"));
    }

    void no_name_is_left_in_the_style_sheet() {
        QVERIFY(!styleSheetOf(lightTheme()).contains('@'));
        QVERIFY(styleSheetOf(darkTheme()) != styleSheetOf(lightTheme()));
    }
};

FAREBOX_TEST_CLASS(ThemeTest)
#include "theme_test.moc"
