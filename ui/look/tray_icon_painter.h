#pragma once
// The icon of the tray, drawn at the size and density that is asked for.
//
// Its shape tells the state, colour only helps: a ring that fills; a ring with an exclamation mark
// in a gap; a solid disc with a pause; a thin ring struck through; a ring of dashes. Who wants an
// amount in it gets that instead of a ring: over a bar that fills, or cut out of a solid tile where
// the ring would carry the exclamation mark.

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

/// `permille` of the month's budget fills the ring or the bar. `rect` is square. `figure` is up to
/// five characters for the moods that show figures, or "".
void paintTrayIcon(QPainter& painter, const QRectF& rect, Mood mood, std::int64_t permille,
                   const IconInk& ink, const QString& figure = {});

/// In the sizes that panels use. A rim of the other brightness is around it, unseen on the panel that
/// `ink` is for: what colour a panel has nobody tells, and GNOME's is dark beside light windows.
QIcon makeTrayIcon(Mood mood, std::int64_t permille, const IconInk& ink,
                   const QString& figure = {});

}  // namespace farebox::ui
