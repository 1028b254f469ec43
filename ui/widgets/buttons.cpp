#include "ui/widgets/buttons.h"

namespace farebox::ui {
namespace {

const char* nameOf(ButtonRole role) {
    switch (role) {
        case ButtonRole::Normal: return "normal";
        case ButtonRole::Primary: return "primary";
        case ButtonRole::Plain: return "plain";
        case ButtonRole::Danger: return "danger";
        case ButtonRole::Segment: return "segment";
    }
    return "normal";
}

}  // namespace

QPushButton* makeButton(const QString& text, ButtonRole role, QWidget* parent) {
    auto* button = new QPushButton(text, parent);
    button->setProperty("role", QString::fromLatin1(nameOf(role)));
    button->setAutoDefault(false);
    return button;
}

}  // namespace farebox::ui
