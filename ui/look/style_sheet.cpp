#include "ui/look/style_sheet.h"

#include <QFontInfo>
#include <QList>

#include <utility>

namespace farebox::ui {
namespace {

const char* const Sheet = R"(
QToolTip { background: @raised; color: @text; border: 1px solid @hairline; padding: 4px; }
QPushButton {
    background: @raised; color: @text; border: 1px solid @hairline; border-radius: 6px;
    padding: 4px 12px; min-height: 18px;
}
QPushButton:hover { background: @hovered; border-color: @muted; }
QPushButton:focus { border: 1px solid @accent; }
QPushButton:pressed { background: @track; }
QPushButton:disabled { color: @muted; background: @ground; border-color: @hairline; }
QPushButton[role="primary"] { background: @accent; color: @onAccent; border-color: @accent; }
QPushButton[role="primary"]:focus { border: 1px solid @text; }
QPushButton[role="primary"]:disabled { background: @track; color: @muted; border-color: @track; }
QPushButton[role="plain"] { background: transparent; border-color: transparent; color: @accent;
    padding: 4px 6px; }
QPushButton[role="plain"]:hover { background: @hovered; }
QPushButton[role="plain"]:focus { border-color: @accent; }
QPushButton[role="danger"] { background: transparent; color: @danger; }
QPushButton[role="segment"] { background: transparent; border: 1px solid transparent;
    border-radius: 5px; color: @muted; padding: 1px 8px; min-height: 18px; }
QPushButton[role="segment"]:checked { background: @ground; color: @text; border-color: @hairline; }
QPushButton[role="segment"]:hover { color: @text; }
QPushButton[role="segment"]:focus { border-color: @accent; }
QWidget[role="segments"] { background: @raised; border-radius: 7px; }
QLineEdit, QComboBox, QSpinBox, QPlainTextEdit {
    background: @ground; color: @text; border: 1px solid @hairline; border-radius: 6px;
    padding: 4px 8px; min-height: 18px; selection-background-color: @accent;
    selection-color: @onAccent;
}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QPlainTextEdit:focus { border: 1px solid @accent; }
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled, QPlainTextEdit:disabled {
    background: @raised; color: @muted; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: @ground; color: @text; border: 1px solid @hairline;
    selection-background-color: @accentSoft; selection-color: @text; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; border: none; }
QTableView { background: @ground; border: none; gridline-color: transparent; outline: none;
    selection-background-color: @accentSoft; selection-color: @text; }
QTableView::item { border-bottom: 1px solid @hairline; padding: 0 8px; }
QTableView::item:selected { background: @accentSoft; color: @text; }
QHeaderView { background: @ground; border: none; }
QHeaderView::section { background: @ground; color: @muted; border: none;
    border-bottom: 1px solid @hairline; padding: 6px 11px; }
QListWidget[role="nav"] { background: @raised; border: none; outline: none; padding: 8px; }
QListWidget[role="nav"]::item { color: @text; border-radius: 6px; padding: 7px 10px;
    border: 1px solid transparent; }
QListWidget[role="nav"]::item:hover { background: @track; }
QListWidget[role="nav"]::item:selected { background: @accentSoft; color: @accent;
    border: 1px solid transparent; }
QListWidget[role="list"] { background: @ground; border: 1px solid @hairline; border-radius: 8px;
    outline: none; padding: 4px; }
QListWidget[role="list"]::item { color: @text; border-radius: 6px; padding: 7px 8px; }
QListWidget[role="list"]::item:selected { background: @accentSoft; color: @text; }
QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 8px; margin: 2px; }
QScrollBar::handle:vertical { background: @track; border-radius: 2px; min-height: 24px; }
QScrollBar::handle:vertical:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
    background: transparent; height: 0; }
QScrollBar:horizontal { background: transparent; height: 8px; margin: 2px; }
QScrollBar::handle:horizontal { background: @track; border-radius: 2px; min-width: 24px; }
QMenu { background: @ground; color: @text; border: 1px solid @hairline; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: @accentSoft; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @hairline; margin: 4px 8px; }
QTextBrowser { background: transparent; border: none; color: @text;
    selection-background-color: @accent; selection-color: @onAccent; }
)";

}  // namespace

QString styleSheetOf(const Theme& theme) {
    // Longer names first: "@accentSoft" holds "@accent".
    const QList<std::pair<const char*, QColor>> names = {
        {"@accentSoft", theme.accentSoft}, {"@onAccent", theme.onAccent}, {"@accent", theme.accent},
        {"@hairline", theme.hairline},     {"@hovered", theme.hovered},   {"@ground", theme.ground},
        {"@raised", theme.raised},         {"@danger", theme.danger},     {"@muted", theme.muted},
        {"@track", theme.track},           {"@text", theme.text}};
    QString sheet = QString::fromLatin1(Sheet);
    for (const auto& [name, color] : names) sheet.replace(QLatin1String(name), color.name());
    return sheet;
}

}  // namespace farebox::ui
