#include "ui/look/tabular.h"

#include <QFontMetricsF>
#include <QPainter>

namespace farebox::ui {
namespace {

bool isDigit(QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); }

qreal digitWidth(const QFontMetricsF& metrics) {
    qreal widest = 0;
    for (char c = '0'; c <= '9'; ++c) {
        widest = qMax(widest, metrics.horizontalAdvance(QLatin1Char(c)));
    }
    return widest;
}

}  // namespace

qreal tabularWidth(const QFont& font, const QString& text) {
    const QFontMetricsF metrics(font);
    const qreal digit = digitWidth(metrics);
    qreal width = 0;
    for (const QChar c : text) width += isDigit(c) ? digit : metrics.horizontalAdvance(c);
    return width;
}

void drawTabular(QPainter& painter, const QFont& font, const QRectF& rect, const QString& text,
                 Qt::Alignment align) {
    const QFontMetricsF metrics(font);
    const qreal digit = digitWidth(metrics);
    qreal x = align & Qt::AlignRight ? rect.right() - tabularWidth(font, text) : rect.left();
    const qreal y = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2;
    painter.setFont(font);
    // Words are drawn whole, so that scripts that join letters stay joined.
    qsizetype at = 0;
    while (at < text.size()) {
        qsizetype end = at + 1;
        if (!isDigit(text[at])) {
            while (end < text.size() && !isDigit(text[end])) ++end;
        }
        const QString piece = text.mid(at, end - at);
        const qreal natural = metrics.horizontalAdvance(piece);
        const qreal width = isDigit(text[at]) ? digit : natural;
        painter.drawText(QPointF(x + (width - natural) / 2, y), piece);
        x += width;
        at = end;
    }
}

}  // namespace farebox::ui
