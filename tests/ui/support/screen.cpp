#include "tests/ui/support/screen.h"

#include <QApplication>
#include <QDir>
#include <QFontDatabase>

#include "ui/look/theme.h"

namespace farebox::tests {
namespace {

// Antialiasing differs by a little between versions of FreeType; a moved line differs by a lot.
constexpr int PixelTolerance = 40;
constexpr double ShareTolerance = 0.004;

int difference(QRgb a, QRgb b) {
    return qMax(qMax(qAbs(qRed(a) - qRed(b)), qAbs(qGreen(a) - qGreen(b))),
                qMax(qAbs(qBlue(a) - qBlue(b)), qAbs(qAlpha(a) - qAlpha(b))));
}

}  // namespace

QString screenFont() {
    const QString family = QStringLiteral("Inter");
    return QFontDatabase::hasFamily(family) ? family : QString();
}

void useScheme(bool isDark) {
    QApplication::setPalette(ui::paletteOf(isDark ? ui::darkTheme() : ui::lightTheme()));
}

QImage pictureOf(QWidget& widget) {
    widget.ensurePolished();
    QApplication::sendPostedEvents();
    QApplication::processEvents();
    return widget.grab().toImage().convertToFormat(QImage::Format_ARGB32);
}

QString compareScreen(const QImage& picture, const QString& name) {
    const QString reference =
        QStringLiteral(FAREBOX_SOURCE_DIR "/docs/images/tray/") + name + QStringLiteral(".png");
    const QString written =
        QStringLiteral(FAREBOX_BINARY_DIR "/screens/") + name + QStringLiteral(".png");
    QDir().mkpath(QStringLiteral(FAREBOX_BINARY_DIR "/screens"));
    const QImage small = picture.convertToFormat(QImage::Format_ARGB32);
    small.save(written, "PNG", 1);
    if (qEnvironmentVariableIsSet("FAREBOX_UPDATE_SCREENS")) {
        QDir().mkpath(QStringLiteral(FAREBOX_SOURCE_DIR "/docs/images/tray"));
        return small.save(reference, "PNG", 0) ? QString()
                                               : reference + QStringLiteral(": not written");
    }
    const QImage wanted = QImage(reference).convertToFormat(QImage::Format_ARGB32);
    if (wanted.isNull()) return reference + QStringLiteral(" is missing: build update_screens");
    if (wanted.size() != small.size())
        return name + QStringLiteral(": another size; see ") + written;
    qint64 wrong = 0;
    for (int y = 0; y < wanted.height(); ++y) {
        for (int x = 0; x < wanted.width(); ++x) {
            wrong += difference(wanted.pixel(x, y), small.pixel(x, y)) > PixelTolerance;
        }
    }
    const double share =
        static_cast<double>(wrong) / (static_cast<double>(wanted.width()) * wanted.height());
    if (share <= ShareTolerance) return {};
    return QStringLiteral("%1: %2 % of the pixels differ; see %3")
        .arg(name)
        .arg(share * 100)
        .arg(written);
}

}  // namespace farebox::tests
