#include "ui/widgets/segments.h"

#include <QAbstractButton>
#include <QHBoxLayout>

#include "ui/look/theme.h"
#include "ui/widgets/buttons.h"

namespace farebox::ui {

Segments::Segments(const QStringList& names, const QString& accessibleName, QWidget* parent)
    : QWidget(parent) {
    setProperty("role", QStringLiteral("segments"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(accessibleName);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2, 2, 2, 2);
    row->setSpacing(0);
    // An exclusive group moves with the arrow keys by itself.
    for (int i = 0; i < names.size(); ++i) {
        QPushButton* button = makeButton(names[i], ButtonRole::Segment, this);
        button->setCheckable(true);
        button->setChecked(i == 0);
        button->setFont(fontOf(TextRole::Caption));
        group_.addButton(button, i);
        row->addWidget(button);
    }
    connect(&group_, &QButtonGroup::idClicked, this, &Segments::changed);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

void Segments::setCurrent(int index) {
    if (QAbstractButton* button = group_.button(index)) button->setChecked(true);
}

}  // namespace farebox::ui
