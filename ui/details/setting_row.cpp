#include "ui/details/setting_row.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLineEdit>

#include "core/base/strings.h"
#include "ui/base/text.h"
#include "ui/state/setting_text.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choice_box.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/switch.h"

namespace farebox::ui {

SettingRow::SettingRow(const api::SettingView& setting, QWidget* parent)
    : QWidget(parent), key_(toQt(setting.key)) {
    auto* title = new TextLabel(TextRole::Strong, Ink::Text, this);
    title->setText(SettingTexts::title(setting));
    auto* text = new TextLabel(TextRole::Caption, Ink::Muted, this);
    text->setText(toQt(setting.text));
    text->setWordWrap(true);
    text->setVisible(!setting.text.empty());
    auto* origin =
        new TextLabel(TextRole::Caption, setting.is_locked ? Ink::Warning : Ink::Muted, this);
    origin->setText(SettingTexts::origin(setting));
    origin->setElided(true);
    QWidget* editor = makeEditor(setting);
    editor->setAccessibleName(title->text());
    editor->setAccessibleDescription(origin->text());
    editor->setEnabled(SettingTexts::canChange(setting));
    editor->setToolTip(toQt(setting.key));

    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(title);
    words->addWidget(text);
    words->addWidget(origin);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, Grid, Grid, Grid);
    row->setSpacing(3 * Grid);
    row->addLayout(words, 1);
    row->addWidget(editor, 0, Qt::AlignTop);
    QPushButton* reset = makeButton(tr("Reset"), ButtonRole::Plain, this);
    reset->setAccessibleName(tr("Reset %1").arg(title->text()));
    connect(reset, &QPushButton::clicked, this, [this] { Q_EMIT resetAsked(key_); });
    row->addWidget(reset, 0, Qt::AlignTop);
    // Its room is kept, so that the editors stand in one column.
    QSizePolicy kept = reset->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    reset->setSizePolicy(kept);
    reset->setVisible(setting.source == "user" && SettingTexts::canChange(setting));
}

QWidget* SettingRow::makeText(const api::SettingView& setting, bool isNumber) {
    auto* edit = new QLineEdit(SettingTexts::value(setting), this);
    edit->setFixedWidth(isNumber ? 12 * Grid : 26 * Grid);
    connect(edit, &QLineEdit::editingFinished, this, [this, edit, isNumber] {
        if (!edit->isModified()) return;
        edit->setModified(false);
        const std::string text = fromQt(edit->text().trimmed());
        const auto number = isNumber ? parse_int(text) : std::nullopt;
        // What is no number goes as text: the daemon says what is allowed.
        Q_EMIT changed(key_, number ? Json(*number) : Json(text));
    });
    return edit;
}

QWidget* SettingRow::makeEditor(const api::SettingView& setting) {
    if (!SettingTexts::isEditable(setting)) {
        auto* label = new TextLabel(TextRole::Body, Ink::Muted, this);
        label->setText(SettingTexts::value(setting));
        return label;
    }
    if (setting.type == "bool") {
        auto* toggle = new Switch(this);
        toggle->setChecked(setting.value.is_boolean() && setting.value.get<bool>());
        connect(toggle, &QAbstractButton::clicked, this,
                [this](bool isOn) { Q_EMIT changed(key_, Json(isOn)); });
        return toggle;
    }
    if (setting.type != "enum") return makeText(setting, setting.type == "int");
    auto* box = new ChoiceBox(this);
    for (const std::string& word : setting.words) box->addItem(toQt(word));
    box->setCurrentText(SettingTexts::value(setting));
    connect(box, &QComboBox::textActivated, this,
            [this](const QString& word) { Q_EMIT changed(key_, Json(fromQt(word))); });
    return box;
}

}  // namespace farebox::ui
