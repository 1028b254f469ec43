#pragma once
// The one thing that needs a person: a pause, a daemon that is gone, old figures.

#include <QPushButton>
#include <QWidget>

#include "ui/state/popover_view.h"
#include "ui/widgets/labels.h"

namespace farebox::ui {

class BannerPanel : public QWidget {
    Q_OBJECT
public:
    explicit BannerPanel(QWidget* parent = nullptr);
    void setView(const BannerView& view);

Q_SIGNALS:
    void overrideAsked(const QString& budgetId);
    void resumeAsked();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    BannerView view_;
    TextLabel* title_;
    TextLabel* text_;
    QPushButton* act_;
};

}  // namespace farebox::ui
