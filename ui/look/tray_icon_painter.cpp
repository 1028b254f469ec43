#include "ui/look/tray_icon_painter.h"

#include <QApplication>
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

/// The outline of `figure`, as high as `box` and as wide as it is, narrowed where it must be.
QPainterPath figurePath(const QString& figure, const QRectF& box) {
    QFont font = QApplication::font();
    font.setPixelSize(100);
    font.setWeight(QFont::Bold);
    QPainterPath digit;
    digit.addText(0, 0, font, QStringLiteral("0"));
    QPainterPath text;
    text.addText(0, 0, font, figure);
    const QRectF natural = text.boundingRect();
    if (natural.isEmpty()) return {};
    const qreal high = box.height() / digit.boundingRect().height();
    const qreal wide = std::min(high, box.width() / natural.width());
    QTransform fit;
    fit.translate(box.center().x() - natural.center().x() * wide, box.bottom());
    fit.scale(wide, high);
    return fit.map(text);
}

void paintFigure(QPainter& painter, std::int64_t permille, const IconInk& ink,
                 const QString& figure) {
    painter.fillPath(figurePath(figure, QRectF(0.5, 1.5, 21, 12.5)), ink.ink);
    const QRectF bar(0.5, 17, 21, 3.2);
    painter.fillRect(bar, faded(ink.ink, 0.34));
    const qreal part = static_cast<qreal>(std::clamp<std::int64_t>(permille, 0, 1000)) / 1000;
    painter.fillRect(QRectF(bar.topLeft(), QSizeF(bar.width() * part, bar.height())), ink.ink);
}

void paintWarningFigure(QPainter& painter, const IconInk& ink, const QString& figure) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink.warning);
    painter.drawRoundedRect(QRectF(0.5, 1.5, 21, 19), 4, 4);
    painter.setCompositionMode(QPainter::CompositionMode_Clear);
    painter.fillPath(figurePath(figure, QRectF(2, 5, 18, 12)), Qt::black);
}

/// `shape` over a soft rim of `rim` around it.
QPixmap withRim(const QPixmap& shape, const QColor& rim) {
    QPixmap silhouette = shape;
    QPainter tint(&silhouette);
    tint.setCompositionMode(QPainter::CompositionMode_SourceIn);
    tint.fillRect(silhouette.rect(), rim);
    tint.end();
    QPixmap whole(shape.size());
    whole.fill(Qt::transparent);
    QPainter painter(&whole);
    const qreal reach = qMax(1.0, shape.width() / Unit * 0.9);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setOpacity(0.5);
    for (const int x : {-1, 0, 1}) {
        for (const int y : {-1, 0, 1}) {
            if (x != 0 || y != 0) painter.drawPixmap(QPointF(x * reach, y * reach), silhouette);
        }
    }
    painter.setOpacity(1);
    painter.drawPixmap(0, 0, shape);
    return whole;
}

}  // namespace

IconInk inkFor(bool isDarkPanel) {
    if (isDarkPanel)
        return {QColor(0xf2, 0xf3, 0xf3), QColor(0xf0, 0xb4, 0x50), QColor(0xff, 0x8a, 0x80)};
    return {QColor(0x22, 0x26, 0x29), QColor(0xb2, 0x62, 0x00), QColor(0xc5, 0x28, 0x23)};
}

void paintTrayIcon(QPainter& painter, const QRectF& rect, Mood mood, std::int64_t permille,
                   const IconInk& ink, const QString& figure) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.topLeft());
    painter.scale(rect.width() / Unit, rect.height() / Unit);
    painter.setBrush(Qt::NoBrush);
    switch (mood) {
        case Mood::Ok:
            if (figure.isEmpty()) paintOk(painter, permille, ink);
            else paintFigure(painter, permille, ink, figure);
            break;
        case Mood::Warning:
            if (figure.isEmpty()) paintWarning(painter, permille, ink);
            else paintWarningFigure(painter, ink, figure);
            break;
        case Mood::Paused: paintPaused(painter, ink); break;
        case Mood::Down: paintDown(painter, ink); break;
        case Mood::Stale: paintStale(painter, ink); break;
    }
    painter.restore();
}

QIcon makeTrayIcon(Mood mood, std::int64_t permille, const IconInk& ink, const QString& figure) {
    const QColor rim = inkFor(ink.ink.lightness() < 128).ink;
    QIcon icon;
    for (const int size : {16, 20, 22, 24, 32, 44, 48, 64}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paintTrayIcon(painter, QRectF(0, 0, size, size), mood, permille, ink, figure);
        painter.end();
        icon.addPixmap(withRim(pixmap, rim));
    }
    return icon;
}

}  // namespace farebox::ui
