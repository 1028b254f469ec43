#pragma once
// A row of a list in the popover: who or where, and how much. Can be clicked and reached by Tab.

#include <QAbstractButton>

#include "ui/state/popover_view.h"

namespace farebox::ui {

class LineRow : public QAbstractButton {
    Q_OBJECT
public:
    /// `hasDot`: a mark at the left that says whether a call is under way.
    LineRow(const LineView& view, bool hasDot, QWidget* parent = nullptr);
    const LineView& view() const { return view_; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void paintGround(QPainter& painter);
    void paintText(QPainter& painter);

    LineView view_;
    bool hasDot_;
};

}  // namespace farebox::ui
