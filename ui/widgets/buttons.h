#pragma once
// Push buttons in our few roles; the style sheet knows them by the property "role".

#include <QPushButton>

namespace farebox::ui {

enum class ButtonRole { Normal, Primary, Plain, Danger, Segment };
QPushButton* makeButton(const QString& text, ButtonRole role, QWidget* parent);

}  // namespace farebox::ui
