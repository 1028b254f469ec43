#include "ui/popover/header_panel.h"

#include <QBoxLayout>
#include <QPainter>

namespace farebox::ui {
namespace {

/// A word in a quiet rounded box.
class Chip : public TextLabel {
public:
    explicit Chip(QWidget* parent) : TextLabel(TextRole::Caption, Ink::Muted, parent) {
        setContentsMargins(8, 2, 8, 2);
        setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Maximum);
        setAlignment(Qt::AlignCenter);
    }

protected:
    void paintEvent(QPaintEvent* event) override {
        {
            QPainter painter(this);
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(themeOf(this).hairline);
            painter.setBrush(themeOf(this).raised);
            const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);
        }
        TextLabel::paintEvent(event);
    }
};

}  // namespace

HeaderPanel::HeaderPanel(QWidget* parent) : QWidget(parent) {
    auto* caption = new TextLabel(TextRole::CaptionStrong, Ink::Muted, this);
    caption->setText(tr("Today"));
    basis_ = new Chip(this);
    today_ = new AmountLabel(TextRole::Hero, this);
    todayNote_ = new TextLabel(TextRole::Caption, Ink::Muted, this);
    auto* monthCaption = new TextLabel(TextRole::CaptionStrong, Ink::Muted, this);
    monthCaption->setText(tr("This month"));
    month_ = new AmountLabel(TextRole::Strong, this);
    limit_ = new TextLabel(TextRole::Caption, Ink::Muted, this);
    percent_ = new TextLabel(TextRole::Caption, Ink::Muted, this);
    meter_ = new Meter(Meter::Size::Thick, this);
    meter_->setName(tr("Budget of the month"));
    forecast_ = new TextLabel(TextRole::Caption, Ink::Muted, this);
    forecast_->setElided(true);

    auto* top = new QHBoxLayout;
    top->addWidget(caption);
    top->addStretch();
    top->addWidget(basis_);
    auto* hero = new QHBoxLayout;
    hero->setSpacing(Grid);
    hero->addWidget(today_, 0, Qt::AlignBaseline);
    hero->addWidget(todayNote_, 0, Qt::AlignBottom);
    hero->addStretch();
    todayNote_->setContentsMargins(0, 0, 0, 5);
    auto* month = new QHBoxLayout;
    month->setSpacing(Grid / 2);
    month->addWidget(monthCaption);
    month->addSpacing(Grid / 2);
    month->addWidget(month_);
    month->addWidget(limit_);
    month->addStretch();
    month->addWidget(percent_);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * Grid, 2 * Grid, 2 * Grid, Grid + 4);
    column->setSpacing(0);
    column->addLayout(top);
    column->addLayout(hero);
    column->addSpacing(Grid);
    column->addLayout(month);
    column->addSpacing(Grid / 2);
    column->addWidget(meter_);
    column->addSpacing(2);
    column->addWidget(forecast_);
}

void HeaderPanel::setView(const HeaderView& view) {
    basis_->setText(view.basis);
    basis_->setToolTip(view.basisHover);
    basis_->setVisible(!view.basis.isEmpty());
    today_->setAmount(view.today, tr("Today"));
    todayNote_->setText(view.today.note);
    month_->setAmount(view.month, tr("This month"));
    limit_->setText(view.limit);
    percent_->setText(view.percent);
    meter_->setVisible(view.hasBudget);
    meter_->setValue(view.permille, view.softPercent, view.hardPercent);
    forecast_->setText(view.forecast);
    forecast_->setToolTip({});
    forecast_->setVisible(!view.forecast.isEmpty());
    forecast_->setInk(view.isForecastBad ? Ink::Warning : Ink::Muted);
}

}  // namespace farebox::ui
