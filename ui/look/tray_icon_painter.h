#pragma once
// The icon of the tray, drawn at the size and density that is asked for.
//
// Its shape tells the state, colour only helps: a ring that fills; a ring with an exclamation mark
// in a gap; a solid disc with a pause; a thin ring struck through; a ring of dashes.

#include <QColor>
#include <QIcon>

#include "ui/state/glance.h"

class QPainter;

namespace farebox::ui {

struct IconInk {
    QColor ink;      ///< of the panel's own icons
    QColor warning;
    QColor danger;
};
/// For a panel that is dark or light.
IconInk inkFor(bool isDarkPanel);

/// `permille` of the month's budget fills the ring. `rect` is square.
void paintTrayIcon(QPainter& painter, const QRectF& rect, Mood mood, std::int64_t permille,
                   const IconInk& ink);

/// In the sizes that panels use.
QIcon makeTrayIcon(Mood mood, std::int64_t permille, const IconInk& ink);

}  // namespace farebox::ui
