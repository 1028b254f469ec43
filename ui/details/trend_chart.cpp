#include "ui/details/trend_chart.h"

#include <QDate>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>

#include "ui/base/text.h"
#include "ui/look/tabular.h"
#include "ui/look/theme.h"
#include "ui/state/money.h"

namespace farebox::ui {
namespace {

constexpr int AxisWidth = 7 * Grid;
constexpr int DayHeight = 3 * Grid;
constexpr int Lines = 4;

/// The next of 1, 2, 4, 5, 10, ... that divides into four readable steps.
std::int64_t niceTop(std::int64_t largest) {
    for (std::int64_t power = NanoPerUsd / 100; power < INT64_MAX / 40; power *= 10) {
        for (const std::int64_t step : {4, 8, 12, 20, 40}) {
            if (step * power >= largest) return step * power;
        }
    }
    return largest;
}

}  // namespace

TrendChart::TrendChart(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Spend per day"));
}

void TrendChart::setDays(std::vector<api::TrendDay> days) {
    days_ = std::move(days);
    std::int64_t largest = 0;
    for (const auto& day : days_) largest = std::max(largest, day.cost_nano.value_or(0));
    top_ = niceTop(std::max<std::int64_t>(largest, 1));
    chosen_ = -1;
    setAccessibleDescription(spokenDays());
    update();
}

QString TrendChart::textOf(const api::TrendDay& day) const {
    const QDate date = QDate::fromString(toQt(day.day), Qt::ISODate);
    const Amount amount = Money::amount(day.cost_nano, day.calls, day.unpriced_calls);
    //: A day, what it cost, how many calls.
    return tr("%1: %2, %Ln call(s)", nullptr, static_cast<int>(day.calls))
        .arg(QLocale().toString(date, tr("ddd, MMM d")),
             amount.isKnown ? amount.text : amount.hover);
}

QString TrendChart::spokenDays() const {
    QStringList texts;
    for (const auto& day : days_) texts << textOf(day);
    return texts.join(QLatin1Char('\n'));
}

QRectF TrendChart::plot() const {
    return QRectF(rect()).adjusted(AxisWidth, Grid, -2, -DayHeight);
}

QRectF TrendChart::barOf(std::size_t index) const {
    const QRectF area = plot();
    const qreal slot = area.width() / static_cast<qreal>(days_.size());
    const qreal width = std::clamp(slot * 0.64, 2.0, 28.0);
    const qreal share = top_ > 0 ? static_cast<qreal>(days_[index].cost_nano.value_or(0)) /
                                       static_cast<qreal>(top_)
                                 : 0;
    const qreal height = days_[index].calls > 0 ? std::max(2.0, area.height() * share) : 0;
    const qreal left = area.left() + slot * static_cast<qreal>(index) + (slot - width) / 2;
    return {left, area.bottom() - height, width, height};
}

void TrendChart::paintAxis(QPainter& painter) {
    const Theme& theme = themeOf(this);
    const QFont font = fontOf(TextRole::Caption);
    const QRectF area = plot();
    for (int i = 0; i <= Lines; ++i) {
        const qreal y = std::round(area.bottom() - area.height() * i / Lines) + 0.5;
        painter.setPen(QPen(theme.hairline, 1));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(theme.muted);
        drawTabular(painter, font, QRectF(0, y - 8, AxisWidth - Grid, 16),
                    Money::shortText(top_ / Lines * i), Qt::AlignRight);
    }
    const QFontMetricsF metrics(font);
    const std::size_t step = std::max<std::size_t>(1, (days_.size() + 6) / 7);
    for (std::size_t i = days_.size() - 1; i < days_.size(); i -= step) {
        const QDate date = QDate::fromString(toQt(days_[i].day), Qt::ISODate);
        const QString text = QLocale().toString(date, tr("MMM d"));
        const qreal width = metrics.horizontalAdvance(text);
        const qreal x = std::min(barOf(i).center().x() - width / 2, area.right() - width);
        painter.drawText(QPointF(x, height() - metrics.descent() - 2), text);
        if (i < step) break;
    }
}

void TrendChart::paintBar(QPainter& painter, std::size_t index) {
    const Theme& theme = themeOf(this);
    const QRectF bar = barOf(index);
    if (bar.height() <= 0) return;
    const bool isChosen = static_cast<int>(index) == chosen_;
    if (!days_[index].cost_nano) {
        painter.setPen(QPen(theme.muted, 1, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(bar.adjusted(0.5, -12, -0.5, -0.5), 3, 3);
        return;
    }
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    const qreal round = std::min(3.0, bar.height() / 2);
    path.addRoundedRect(bar, round, round);
    path.addRect(bar.adjusted(0, bar.height() / 2, 0, 0));
    QColor color = theme.accent;
    if (!isChosen && index + 1 != days_.size()) color.setAlphaF(0.72F);
    painter.fillPath(path, color);
    // A part of that day has no price: a cap of dots says that the bar should be higher.
    if (days_[index].unpriced_calls > 0) {
        painter.setPen(QPen(theme.warning, 1.5, Qt::DotLine));
        painter.drawLine(bar.topLeft() - QPointF(0, 3), bar.topRight() - QPointF(0, 3));
    }
}

void TrendChart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (days_.empty()) {
        painter.setPen(themeOf(this).muted);
        painter.drawText(rect(), Qt::AlignCenter, tr("No days yet."));
        return;
    }
    painter.setFont(fontOf(TextRole::Caption));
    paintAxis(painter);
    for (std::size_t i = 0; i < days_.size(); ++i) paintBar(painter, i);
    if (hasFocus()) {
        painter.setPen(QPen(themeOf(this).accent, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
    }
}

void TrendChart::choose(int index) {
    if (index == chosen_ || index >= static_cast<int>(days_.size())) return;
    chosen_ = index;
    if (index >= 0) setToolTip(textOf(days_[static_cast<std::size_t>(index)]));
    update();
}

void TrendChart::mouseMoveEvent(QMouseEvent* event) {
    const QRectF area = plot();
    if (days_.empty() || !area.contains(event->position())) return choose(-1);
    const qreal slot = area.width() / static_cast<qreal>(days_.size());
    choose(static_cast<int>((event->position().x() - area.left()) / slot));
}

void TrendChart::leaveEvent(QEvent*) { choose(-1); }

void TrendChart::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(days_.size()) - 1;
    if (event->key() == Qt::Key_Left) choose(chosen_ < 0 ? last : qMax(0, chosen_ - 1));
    else if (event->key() == Qt::Key_Right) choose(qMin(last, chosen_ + 1));
    else return QWidget::keyPressEvent(event);
    if (chosen_ < 0) return;
    const QRectF bar = barOf(static_cast<std::size_t>(chosen_));
    QToolTip::showText(mapToGlobal(bar.topRight().toPoint()), toolTip(), this);
}

bool TrendChart::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip && chosen_ < 0) return true;
    return QWidget::event(event);
}

}  // namespace farebox::ui
