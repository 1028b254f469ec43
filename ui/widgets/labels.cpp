#include "ui/widgets/labels.h"

#include <QPainter>

#include <cmath>

#include "ui/look/tabular.h"

namespace farebox::ui {

QColor colorOf(const Theme& theme, Ink ink) {
    switch (ink) {
        case Ink::Text: return theme.text;
        case Ink::Muted: return theme.muted;
        case Ink::Accent: return theme.accent;
        case Ink::Warning: return theme.warning;
        case Ink::Danger: return theme.danger;
    }
    return theme.text;
}

TextLabel::TextLabel(TextRole role, Ink ink, QWidget* parent) : QLabel(parent), ink_(ink) {
    setFont(fontOf(role));
    // What comes from repositories and vendors is text, never markup.
    setTextFormat(Qt::PlainText);
}

void TextLabel::setInk(Ink ink) {
    ink_ = ink;
    update();
}

void TextLabel::setElided(bool isElided) {
    isElided_ = isElided;
    updateGeometry();
}

QSize TextLabel::minimumSizeHint() const {
    const QSize size = QLabel::minimumSizeHint();
    return isElided_ ? QSize(fontMetrics().averageCharWidth() * 4, size.height()) : size;
}

void TextLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setFont(font());
    painter.setPen(colorOf(themeOf(this), ink_));
    const QString shown =
        isElided_ ? fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width())
                  : text();
    if (isElided_ && toolTip().isEmpty() && shown != text()) setToolTip(text());
    const int flags = static_cast<int>(alignment()) | (wordWrap() ? Qt::TextWordWrap : 0);
    painter.drawText(contentsRect(), flags, shown);
}

AmountLabel::AmountLabel(TextRole role, QWidget* parent) : QWidget(parent), role_(role) {}

void AmountLabel::setAmount(const Amount& amount, const QString& name) {
    text_ = amount.text;
    isKnown_ = amount.isKnown;
    setToolTip(amount.hover);
    //: For screen readers: a name and an amount, "Today: $4.20".
    setAccessibleName(tr("%1: %2").arg(name, amount.isKnown ? amount.text : amount.hover));
    setAccessibleDescription(amount.hover);
    updateGeometry();
    update();
}

QSize AmountLabel::sizeHint() const {
    const QFont font = fontOf(role_);
    return {static_cast<int>(std::ceil(tabularWidth(font, text_))) + 1,
            QFontMetrics(font).height()};
}

void AmountLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(colorOf(themeOf(this), isKnown_ ? Ink::Text : Ink::Muted));
    drawTabular(painter, fontOf(role_), rect(), text_, Qt::AlignLeft);
}

Hairline::Hairline(QWidget* parent) : QWidget(parent) { setFixedHeight(1); }

void Hairline::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), themeOf(this).hairline);
}

}  // namespace farebox::ui
