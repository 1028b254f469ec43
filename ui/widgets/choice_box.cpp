#include "ui/widgets/choice_box.h"

#include <QPainter>

#include "ui/look/theme.h"

namespace farebox::ui {

void ChoiceBox::paintEvent(QPaintEvent* event) {
    QComboBox::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!isEnabled()) painter.setOpacity(0.5);
    painter.setPen(QPen(themeOf(this).muted, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF tip(width() - 14, height() / 2.0 + 2);
    const QPointF corners[] = {tip - QPointF(4, 4), tip, tip + QPointF(4, -4)};
    painter.drawPolyline(corners, 3);
}

}  // namespace farebox::ui
