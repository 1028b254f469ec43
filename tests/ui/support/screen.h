#pragma once
// Pictures of widgets, compared with those in docs/images/tray.

#include <QImage>
#include <QString>
#include <QWidget>

namespace farebox::tests {

/// The family the references are drawn with; empty where Debian's fonts-inter is not installed.
QString screenFont();

/// Light or dark for the whole application.
void useScheme(bool isDark);

/// What the widget shows, at the scale of the run.
QImage pictureOf(QWidget& widget);

/// Compares with docs/images/tray/<name>.png and writes the picture to the build folder. "" or what
/// differs. With FAREBOX_UPDATE_SCREENS=1 writes the reference instead.
QString compareScreen(const QImage& picture, const QString& name);

}  // namespace farebox::tests
