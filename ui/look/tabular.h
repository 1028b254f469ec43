#pragma once
// Figures that stand in columns. Many interface fonts have narrow ones, and Qt 6.4 cannot ask a
// font for its tabular figures; so every digit is drawn in the width of the widest.

#include <QFont>
#include <QRectF>
#include <QString>

class QPainter;

namespace farebox::ui {

qreal tabularWidth(const QFont& font, const QString& text);
/// With the painter's pen; on the base line that `rect` centres. Align left or right.
void drawTabular(QPainter& painter, const QFont& font, const QRectF& rect, const QString& text,
                 Qt::Alignment align);

}  // namespace farebox::ui
