#pragma once
// Spend per day.

#include "ui/details/page.h"
#include "ui/details/trend_chart.h"
#include "ui/widgets/segments.h"

namespace farebox::ui {

class TrendPage : public Page {
    Q_OBJECT
public:
    TrendPage(DaemonLink& link, QWidget* parent);
    void refresh() override;

private:
    Segments* range_;
    AmountLabel* sum_;
    TextLabel* note_;
    TrendChart* chart_;
};

}  // namespace farebox::ui
