#pragma once
// Top of the popover: today, the month against its budget, the forecast.

#include <QWidget>

#include "ui/state/popover_view.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/meter.h"

namespace farebox::ui {

class HeaderPanel : public QWidget {
    Q_OBJECT
public:
    explicit HeaderPanel(QWidget* parent = nullptr);
    void setView(const HeaderView& view);

private:
    TextLabel* basis_;
    AmountLabel* today_;
    TextLabel* todayNote_;
    AmountLabel* month_;
    TextLabel* limit_;
    TextLabel* percent_;
    Meter* meter_;
    TextLabel* forecast_;
};

}  // namespace farebox::ui
