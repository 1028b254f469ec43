#include "ui/look/tray_icon_painter.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

#include <algorithm>

#include "ui/look/theme.h"

namespace farebox::ui {
namespace {

// Drawn on a square of 22 units, the size of a panel icon, and scaled.
constexpr qreal Unit = 22;
constexpr QPointF Centre(11, 11);
constexpr qreal Radius = 8.25;
constexpr qreal Stroke = 2.6;
constexpr int FullTurn = 360 * 16;  // Qt counts sixteenths of a degree
constexpr int Top = 90 * 16;

QRectF ringRect() {
    return QRectF(Centre.x() - Radius, Centre.y() - Radius, 2 * Radius, 2 * Radius);
}

QPen pen(const QColor& color, qreal width = Stroke, Qt::PenCapStyle cap = Qt::FlatCap) {
    return QPen(color, width, Qt::SolidLine, cap, Qt::RoundJoin);
}

QColor faded(QColor color, qreal alpha) {
    color.setAlphaF(static_cast<float>(alpha));
    return color;
}

void paintFill(QPainter& painter, std::int64_t permille, int from, int span, const QColor& ink) {
    const std::int64_t part = std::clamp<std::int64_t>(permille, 0, 1000);
    if (part == 0) return;
    painter.setPen(pen(ink));
    painter.drawArc(ringRect(), from, -static_cast<int>(span * part / 1000));
}

void paintOk(QPainter& painter, std::int64_t permille, const IconInk& ink) {
    painter.setPen(pen(faded(ink.ink, 0.34)));
    painter.drawEllipse(ringRect());
    paintFill(painter, permille, Top, FullTurn, ink.ink);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink.ink);
    painter.drawEllipse(Centre, 2.1, 2.1);
}

// The lower right of the ring is open, and the mark stands in the gap.
void paintWarning(QPainter& painter, std::int64_t permille, const IconInk& ink) {
    constexpr int Notch = 120 * 16;
    constexpr int From = 280 * 16;  // where the gap ends, clockwise
    painter.setPen(pen(faded(ink.ink, 0.34)));
    painter.drawArc(ringRect(), From, -(FullTurn - Notch));
    paintFill(painter, permille, From, FullTurn - Notch, ink.ink);
    painter.setPen(pen(ink.warning, 3.2, Qt::RoundCap));
    painter.drawLine(QPointF(17.2, 9.5), QPointF(17.2, 14.3));
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink.warning);
    painter.drawEllipse(QPointF(17.2, 19), 1.95, 1.95);
}

void paintPaused(QPainter& painter, const IconInk& ink) {
    QPainterPath shape;
    shape.addEllipse(Centre, 9.6, 9.6);
    QPainterPath bars;
    bars.addRoundedRect(QRectF(6.9, 6.4, 2.9, 9.2), 1, 1);
    bars.addRoundedRect(QRectF(12.2, 6.4, 2.9, 9.2), 1, 1);
    painter.fillPath(shape.subtracted(bars), ink.danger);
}

void paintDown(QPainter& painter, const IconInk& ink) {
    painter.setPen(pen(faded(ink.ink, 0.75), 1.5));
    painter.drawEllipse(ringRect());
    // The gap beside the stroke keeps it readable on the ring.
    painter.setCompositionMode(QPainter::CompositionMode_Clear);
    painter.setPen(pen(Qt::black, 5, Qt::RoundCap));
    painter.drawLine(QPointF(4.2, 17.8), QPointF(17.8, 4.2));
    painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
    painter.setPen(pen(ink.ink, 1.9, Qt::RoundCap));
    painter.drawLine(QPointF(3.2, 18.8), QPointF(18.8, 3.2));
}

void paintStale(QPainter& painter, const IconInk& ink) {
    constexpr int Dashes = 8;
    constexpr int Step = FullTurn / Dashes;
    painter.setPen(pen(faded(ink.ink, 0.6)));
    for (int i = 0; i < Dashes; ++i) {
        painter.drawArc(ringRect(), Top - i * Step, -Step * 58 / 100);
    }
}

}  // namespace

IconInk inkFor(bool isDarkPanel) {
    if (isDarkPanel)
        return {QColor(0xf2, 0xf3, 0xf3), QColor(0xf0, 0xb4, 0x50), QColor(0xff, 0x8a, 0x80)};
    return {QColor(0x22, 0x26, 0x29), QColor(0xb2, 0x62, 0x00), QColor(0xc5, 0x28, 0x23)};
}

void paintTrayIcon(QPainter& painter, const QRectF& rect, Mood mood, std::int64_t permille,
                   const IconInk& ink) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.topLeft());
    painter.scale(rect.width() / Unit, rect.height() / Unit);
    painter.setBrush(Qt::NoBrush);
    switch (mood) {
        case Mood::Ok: paintOk(painter, permille, ink); break;
        case Mood::Warning: paintWarning(painter, permille, ink); break;
        case Mood::Paused: paintPaused(painter, ink); break;
        case Mood::Down: paintDown(painter, ink); break;
        case Mood::Stale: paintStale(painter, ink); break;
    }
    painter.restore();
}

QIcon makeTrayIcon(Mood mood, std::int64_t permille, const IconInk& ink) {
    QIcon icon;
    for (const int size : {16, 20, 22, 24, 32, 44, 48, 64}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paintTrayIcon(painter, QRectF(0, 0, size, size), mood, permille, ink);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

}  // namespace farebox::ui
