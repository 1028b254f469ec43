#include "ui/look/theme.h"

#include <QApplication>
#include <QFontInfo>
#include <QPainter>
#include <QWidget>

namespace farebox::ui {

const Theme& lightTheme() {
    static const Theme theme{
        .isDark = false,
        .ground = QColor(0xfd, 0xfd, 0xfc),
        .raised = QColor(0xf4, 0xf5, 0xf4),
        .hovered = QColor(0xf1, 0xf3, 0xf2),
        .text = QColor(0x17, 0x1a, 0x1c),
        .muted = QColor(0x66, 0x6d, 0x73),
        .hairline = QColor(0xe6, 0xe8, 0xe8),
        .track = QColor(0xe4, 0xe8, 0xe7),
        .accent = QColor(0x0a, 0x73, 0x69),
        .accentSoft = QColor(0xe3, 0xf1, 0xef),
        .onAccent = QColor(0xff, 0xff, 0xff),
        .warning = QColor(0xa1, 0x5c, 0x07),
        .warningSoft = QColor(0xfd, 0xf3, 0xe1),
        .danger = QColor(0xc0, 0x2f, 0x2a),
        .dangerSoft = QColor(0xfd, 0xee, 0xec),
    };
    return theme;
}

const Theme& darkTheme() {
    static const Theme theme{
        .isDark = true,
        .ground = QColor(0x1b, 0x1d, 0x1f),
        .raised = QColor(0x26, 0x29, 0x2b),
        .hovered = QColor(0x25, 0x28, 0x2a),
        .text = QColor(0xec, 0xee, 0xee),
        .muted = QColor(0x9c, 0xa4, 0xa9),
        .hairline = QColor(0x30, 0x34, 0x37),
        .track = QColor(0x33, 0x38, 0x3b),
        .accent = QColor(0x53, 0xc2, 0xb2),
        .accentSoft = QColor(0x1f, 0x35, 0x33),
        .onAccent = QColor(0x0d, 0x1f, 0x1d),
        .warning = QColor(0xe8, 0xb0, 0x57),
        .warningSoft = QColor(0x37, 0x2e, 0x1e),
        .danger = QColor(0xf2, 0x8b, 0x82),
        .dangerSoft = QColor(0x3a, 0x25, 0x25),
    };
    return theme;
}

const Theme& themeOf(const QWidget* widget) {
    return widget->palette().color(QPalette::Window).lightness() < 128 ? darkTheme() : lightTheme();
}

QPalette paletteOf(const Theme& theme) {
    QPalette palette;
    palette.setColor(QPalette::Window, theme.ground);
    palette.setColor(QPalette::WindowText, theme.text);
    palette.setColor(QPalette::Base, theme.ground);
    palette.setColor(QPalette::AlternateBase, theme.raised);
    palette.setColor(QPalette::Text, theme.text);
    palette.setColor(QPalette::PlaceholderText, theme.muted);
    palette.setColor(QPalette::Button, theme.raised);
    palette.setColor(QPalette::ButtonText, theme.text);
    palette.setColor(QPalette::Highlight, theme.accent);
    palette.setColor(QPalette::HighlightedText, theme.onAccent);
    palette.setColor(QPalette::ToolTipBase, theme.raised);
    palette.setColor(QPalette::ToolTipText, theme.text);
    palette.setColor(QPalette::Link, theme.accent);
    palette.setColor(QPalette::Mid, theme.hairline);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, theme.muted);
    }
    return palette;
}

QFont fontOf(TextRole role) {
    QFont font = QApplication::font();
    const int base = QFontInfo(font).pixelSize();
    const auto sized = [&](int percent, QFont::Weight weight) {
        font.setPixelSize(qMax(9, (base * percent + 50) / 100));
        font.setWeight(weight);
    };
    switch (role) {
        case TextRole::Hero:
            sized(230, QFont::DemiBold);
            font.setLetterSpacing(QFont::PercentageSpacing, 98);
            break;
        case TextRole::Title: sized(123, QFont::DemiBold); break;
        case TextRole::Body: sized(100, QFont::Normal); break;
        case TextRole::Strong: sized(100, QFont::Medium); break;
        case TextRole::Caption: sized(88, QFont::Normal); break;
        case TextRole::CaptionStrong: sized(88, QFont::DemiBold); break;
    }
    return font;
}

void paintBox(QWidget& widget) {
    const Theme& theme = themeOf(&widget);
    QPainter painter(&widget);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.hairline);
    painter.setBrush(theme.raised);
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

}  // namespace farebox::ui
