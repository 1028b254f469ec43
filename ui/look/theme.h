#pragma once
// Colours, sizes and fonts: the one place where they are chosen.
//
// Quiet greys, one accent, amber and red only where something needs a person. Every pair of text
// and ground has a contrast of 4.5 or more (tests/ui/look). Light or dark follows the system's
// palette.

#include <QColor>
#include <QFont>
#include <QPalette>

class QWidget;

namespace farebox::ui {

struct Theme {
    bool isDark = false;
    QColor ground;    ///< of windows
    QColor raised;    ///< of boxes and inputs
    QColor hovered;   ///< of a row under the mouse
    QColor text;
    QColor muted;     ///< second lines
    QColor hairline;
    QColor track;     ///< the empty part of a bar
    QColor accent;
    QColor accentSoft;  ///< the share behind a row
    QColor onAccent;
    QColor warning;
    QColor warningSoft;
    QColor danger;
    QColor dangerSoft;
};

const Theme& lightTheme();
const Theme& darkTheme();
/// By the palette the widget has: a change of the system's scheme reaches every paint by itself.
const Theme& themeOf(const QWidget* widget);
/// For the application: Fusion draws the rest of a window in our colours.
QPalette paletteOf(const Theme& theme);

/// The raised box behind a form: all of `widget`, rounded, with a hairline. In its paintEvent.
void paintBox(QWidget& widget);

/// The grid: every distance is a multiple of half of it.
constexpr int Grid = 8;

enum class TextRole { Hero, Title, Body, Strong, Caption, CaptionStrong };
/// In the system's own family; sizes follow the size the person chose.
QFont fontOf(TextRole role);

}  // namespace farebox::ui
