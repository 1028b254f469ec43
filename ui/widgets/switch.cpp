#include "ui/widgets/switch.h"

#include <QPainter>

#include "ui/look/theme.h"

namespace farebox::ui {

Switch::Switch(QWidget* parent) : QCheckBox(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Switch::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!isEnabled()) painter.setOpacity(0.5);
    const QRectF track = QRectF(0, 0, 36, 20).adjusted(2, 2, -2, -2);
    painter.setPen(hasFocus() ? QPen(theme.accent, 1.5) : QPen(Qt::NoPen));
    painter.setBrush(isChecked() ? theme.accent : theme.track);
    painter.drawRoundedRect(track, track.height() / 2, track.height() / 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isChecked() ? theme.onAccent : theme.muted);
    const qreal radius = 5.5;
    const qreal x = isChecked() ? track.right() - radius - 2.5 : track.left() + radius + 2.5;
    painter.drawEllipse(QPointF(x, track.center().y()), radius, radius);
}

}  // namespace farebox::ui
