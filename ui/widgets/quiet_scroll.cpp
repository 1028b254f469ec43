#include "ui/widgets/quiet_scroll.h"

#include "ui/look/theme.h"

namespace farebox::ui {

QuietScroll::QuietScroll(QWidget* parent) : QScrollArea(parent) {
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setAutoFillBackground(false);
    bar_ = new QScrollBar(Qt::Vertical, this);
    bar_->setFocusPolicy(Qt::NoFocus);
    bar_->setVisible(false);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &QuietScroll::follow);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, bar_, &QScrollBar::setValue);
    connect(bar_, &QScrollBar::valueChanged, verticalScrollBar(), &QScrollBar::setValue);
}

void QuietScroll::follow() {
    const QScrollBar* real = verticalScrollBar();
    bar_->setPageStep(real->pageStep());
    bar_->setSingleStep(real->singleStep());
    bar_->setRange(real->minimum(), real->maximum());
    bar_->setVisible(real->maximum() > real->minimum());
    bar_->raise();
}

void QuietScroll::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    bar_->setGeometry(width() - Grid, 0, Grid, height());
    follow();
}

}  // namespace farebox::ui
