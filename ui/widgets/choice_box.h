#pragma once
// A combo box with its arrow: a style sheet takes the arrow away and can bring it back only as a
// picture.

#include <QComboBox>

namespace farebox::ui {

class ChoiceBox : public QComboBox {
    Q_OBJECT
public:
    using QComboBox::QComboBox;

protected:
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace farebox::ui
