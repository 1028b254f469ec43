#include "ui/widgets/meter.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

#include "ui/look/theme.h"
#include "ui/state/glance.h"

namespace farebox::ui {

Meter::Meter(Size size, QWidget* parent) : QWidget(parent), size_(size) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Meter::setValue(std::int64_t permille, std::int64_t softPercent, std::int64_t hardPercent) {
    permille_ = permille;
    softPercent_ = softPercent;
    hardPercent_ = hardPercent;
    say();
    update();
}

void Meter::setName(const QString& name) {
    name_ = name;
    say();
}

void Meter::say() {
    //: For screen readers: the name of a budget and how much of it is spent.
    setAccessibleName(tr("%1: %2 spent").arg(name_, Glances::percent(permille_)));
    setToolTip(tr("Warns at %1, pauses at %2")
                   .arg(Glances::percent(softPercent_ * 10), Glances::percent(hardPercent_ * 10)));
}

QSize Meter::sizeHint() const { return {64, size_ == Size::Thick ? 12 : 6}; }

void Meter::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal thickness = size_ == Size::Thick ? 6 : 4;
    const QRectF bar(0, (height() - thickness) / 2, width(), thickness);
    const qreal whole = static_cast<qreal>(hardPercent_) * 10 * 1.06;
    const auto at = [&](std::int64_t value) {
        return bar.left() + bar.width() * std::min(1.0, static_cast<qreal>(value) / whole);
    };
    QPainterPath outline;
    outline.addRoundedRect(bar, thickness / 2, thickness / 2);
    painter.fillPath(outline, theme.track);
    QColor color = theme.accent;
    if (permille_ >= softPercent_ * 10) color = theme.warning;
    if (permille_ >= hardPercent_ * 10) color = theme.danger;
    if (permille_ > 0) {
        QPainterPath fill;
        const qreal end = std::max(at(permille_), bar.left() + thickness);
        fill.addRoundedRect(QRectF(bar.topLeft(), QPointF(end, bar.bottom())), thickness / 2,
                            thickness / 2);
        painter.fillPath(fill, color);
    }
    for (const std::int64_t percent : {softPercent_, hardPercent_}) {
        const qreal x = at(percent * 10);
        // A notch in the ground's colour with a tick in it reads on the empty and on the full part.
        painter.fillRect(QRectF(x - 1.5, bar.top() - 0.5, 3, thickness + 1), theme.ground);
        const qreal reach = size_ == Size::Thick ? 3 : 1;
        painter.fillRect(QRectF(x - 0.5, bar.top() - reach, 1, thickness + 2 * reach), theme.muted);
    }
}

}  // namespace farebox::ui
