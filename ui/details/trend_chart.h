#pragma once
// Spend per day as bars. A day whose price is not known is a hollow bar, never a missing one.

#include <QWidget>

#include <vector>

#include "core/api/views.h"

namespace farebox::ui {

class TrendChart : public QWidget {
    Q_OBJECT
public:
    explicit TrendChart(QWidget* parent = nullptr);
    void setDays(std::vector<api::TrendDay> days);
    QSize minimumSizeHint() const override { return {320, 200}; }
    /// The days as sentences, for screen readers.
    QString spokenDays() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRectF plot() const;
    QRectF barOf(std::size_t index) const;
    void choose(int index);
    void paintAxis(QPainter& painter);
    void paintBar(QPainter& painter, std::size_t index);
    QString textOf(const api::TrendDay& day) const;

    std::vector<api::TrendDay> days_;
    std::int64_t top_ = 0;  ///< nano-USD at the upper line
    int chosen_ = -1;
};

}  // namespace farebox::ui
