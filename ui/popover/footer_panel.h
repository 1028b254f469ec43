#pragma once
// Bottom of the popover: is it working, who manages it, and the way to everything else.

#include <QPushButton>
#include <QWidget>

#include "ui/state/popover_view.h"
#include "ui/widgets/labels.h"

namespace farebox::ui {

class FooterPanel : public QWidget {
    Q_OBJECT
public:
    explicit FooterPanel(QWidget* parent = nullptr);
    void setView(const PopoverView& view);

Q_SIGNALS:
    void pauseAsked();
    void detailsAsked();
    void menuAsked(const QPoint& where);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    bool isOk_ = true;
    TextLabel* health_;
    TextLabel* problems_;
    TextLabel* managed_;
    TextLabel* collected_;
    QPushButton* what_;
    QPushButton* pause_;
    QPushButton* details_;
    QPushButton* menu_;
};

}  // namespace farebox::ui
