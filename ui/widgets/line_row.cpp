#include "ui/widgets/line_row.h"

#include <QPainter>

#include "ui/look/tabular.h"
#include "ui/look/theme.h"

namespace farebox::ui {
namespace {

constexpr int Margin = Grid;       // beside text, inside the rounded ground
constexpr int DotSpace = 2 * Grid;

QString spoken(const LineView& view) {
    QStringList parts{view.title};
    if (!view.subtitle.isEmpty()) parts << view.subtitle;
    parts << (view.amount.isKnown ? view.amount.text : view.amount.hover);
    if (!view.note.isEmpty()) parts << view.note;
    return parts.join(QStringLiteral(", "));
}

}  // namespace

LineRow::LineRow(const LineView& view, bool hasDot, QWidget* parent)
    : QAbstractButton(parent), view_(view), hasDot_(hasDot) {
    setText(view.title);
    setAccessibleName(spoken(view));
    setAccessibleDescription(view.hover);
    QString hover = view.hover;
    if (!view.amount.hover.isEmpty()) {
        hover += (hover.isEmpty() ? QString() : QStringLiteral("\n")) + view.amount.hover;
    }
    setToolTip(hover);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize LineRow::sizeHint() const {
    const int line = QFontMetrics(fontOf(TextRole::Body)).height();
    const int second = QFontMetrics(fontOf(TextRole::Caption)).height();
    return {160, view_.subtitle.isEmpty() ? line + 12 : line + second + 10};
}

void LineRow::enterEvent(QEnterEvent*) { update(); }
void LineRow::leaveEvent(QEvent*) { update(); }

void LineRow::paintGround(QPainter& painter) {
    const Theme& theme = themeOf(this);
    const QRectF ground = QRectF(rect()).adjusted(0, 1, 0, -1);
    painter.setPen(Qt::NoPen);
    if (underMouse() && isEnabled()) {
        painter.setBrush(theme.hovered);
        painter.drawRoundedRect(ground, 6, 6);
    }
    if (view_.share > 0) {
        QRectF share = ground;
        share.setWidth(qMax(4.0, ground.width() * static_cast<qreal>(view_.share) / 1000));
        painter.setBrush(view_.isMuted ? theme.raised : theme.accentSoft);
        painter.drawRoundedRect(share, 5, 5);
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.accent, 1.5));
        painter.drawRoundedRect(ground.adjusted(1, 0.5, -1, -0.5), 6, 6);
    }
    if (hasDot_) {
        // Full while a call is under way, else only its outline: shape, not colour alone.
        const QPointF centre(Margin + 4, height() / 2.0);
        painter.setPen(QPen(view_.isActive ? theme.accent : theme.muted, 1.5));
        painter.setBrush(view_.isActive ? QBrush(theme.accent) : QBrush(Qt::NoBrush));
        painter.drawEllipse(centre, 3, 3);
    }
}

void LineRow::paintText(QPainter& painter) {
    const Theme& theme = themeOf(this);
    const QFont strong = fontOf(view_.isMuted ? TextRole::Body : TextRole::Strong);
    const QFont caption = fontOf(TextRole::Caption);
    const int line = QFontMetrics(strong).height();
    const int second = QFontMetrics(caption).height();
    const bool isTwo = !view_.subtitle.isEmpty();
    const int top = (height() - line - (isTwo ? second + 1 : 0)) / 2;
    const int left = Margin + (hasDot_ ? DotSpace : 0);
    const QRectF first(left, top, width() - left - Margin, line);
    const QRectF below(left, top + line + 1, first.width(), second);

    const qreal amount = tabularWidth(fontOf(TextRole::Body), view_.amount.text);
    const QString inlineNote = isTwo ? QString() : view_.note;
    const qreal note = inlineNote.isEmpty() ? 0 : tabularWidth(caption, inlineNote) + Grid;
    painter.setPen(view_.amount.isKnown ? theme.text : theme.muted);
    drawTabular(painter, fontOf(TextRole::Body), first, view_.amount.text, Qt::AlignRight);
    painter.setPen(theme.muted);
    if (note > 0) {
        drawTabular(painter, caption, first.adjusted(0, 0, -amount - Grid, 0), inlineNote,
                    Qt::AlignRight);
    }
    qreal noteBelow = 0;
    if (isTwo && !view_.note.isEmpty()) {
        drawTabular(painter, caption, below, view_.note, Qt::AlignRight);
        noteBelow = tabularWidth(caption, view_.note) + Grid;
    }
    painter.setPen(view_.isMuted ? theme.muted : theme.text);
    painter.setFont(strong);
    const qreal room = first.width() - amount - note - Grid;
    painter.drawText(first, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
                     QFontMetricsF(strong).elidedText(view_.title, Qt::ElideMiddle, room));
    if (!isTwo) return;
    painter.setPen(theme.muted);
    painter.setFont(caption);
    painter.drawText(below, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
                     QFontMetricsF(caption).elidedText(view_.subtitle, Qt::ElideRight,
                                                       below.width() - noteBelow));
}

void LineRow::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintGround(painter);
    paintText(painter);
}

}  // namespace farebox::ui
