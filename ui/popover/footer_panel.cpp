#include "ui/popover/footer_panel.h"

#include <QBoxLayout>
#include <QPainter>

#include "ui/widgets/buttons.h"

namespace farebox::ui {

FooterPanel::FooterPanel(QWidget* parent) : QWidget(parent) {
    health_ = new TextLabel(TextRole::Caption, Ink::Muted, this);
    health_->setElided(true);
    problems_ = new TextLabel(TextRole::Caption, Ink::Warning, this);
    problems_->setWordWrap(true);
    managed_ = new TextLabel(TextRole::Caption, Ink::Muted, this);
    managed_->setElided(true);
    collected_ = new TextLabel(TextRole::Caption, Ink::Muted, this);
    collected_->setWordWrap(true);
    collected_->setVisible(false);
    what_ = makeButton(tr("What is sent?"), ButtonRole::Plain, this);
    what_->setStyleSheet(QStringLiteral("padding: 2px 4px; margin-right: -4px;"));
    what_->setFont(fontOf(TextRole::Caption));
    what_->setCheckable(true);
    connect(what_, &QPushButton::toggled, collected_, &QWidget::setVisible);
    pause_ = makeButton(tr("Pause"), ButtonRole::Normal, this);
    pause_->setToolTip(tr("Hold back every call until you resume."));
    connect(pause_, &QPushButton::clicked, this, &FooterPanel::pauseAsked);
    details_ = makeButton(tr("Details"), ButtonRole::Normal, this);
    connect(details_, &QPushButton::clicked, this, &FooterPanel::detailsAsked);
    menu_ = makeButton(QStringLiteral("⋯"), ButtonRole::Normal, this);
    menu_->setAccessibleName(tr("Menu"));
    menu_->setFixedWidth(4 * Grid);
    menu_->setStyleSheet(QStringLiteral("padding: 4px 0;"));
    connect(menu_, &QPushButton::clicked, this,
            [this] { Q_EMIT menuAsked(menu_->mapToGlobal(QPoint(0, 0))); });

    auto* first = new QHBoxLayout;
    first->setSpacing(Grid);
    first->addSpacing(2 * Grid);
    first->addWidget(health_, 1);
    first->addWidget(what_);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(Grid);
    buttons->addWidget(pause_, 1);
    buttons->addWidget(details_, 1);
    buttons->addWidget(menu_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * Grid, Grid / 2, 2 * Grid, Grid + 4);
    column->setSpacing(4);
    column->addLayout(first);
    column->addWidget(problems_);
    column->addWidget(managed_);
    column->addWidget(collected_);
    column->addSpacing(2);
    column->addLayout(buttons);
}

void FooterPanel::setView(const PopoverView& view) {
    const FooterView& footer = view.footer;
    isOk_ = footer.isOk;
    health_->setText(footer.health);
    health_->setToolTip(footer.healthHover);
    problems_->setText(footer.problems.join(QLatin1Char('\n')));
    problems_->setVisible(!footer.problems.isEmpty());
    managed_->setText(footer.managedBy);
    managed_->setToolTip(footer.managedHover);
    managed_->setVisible(!footer.managedBy.isEmpty());
    what_->setVisible(view.hasFigures && view.glance.mood != Mood::Down);
    collected_->setText(footer.collected);
    if (!what_->isVisibleTo(this)) what_->setChecked(false);
    const bool canPause =
        view.glance.mood != Mood::Down && view.hasFigures && !view.banner.canResume;
    pause_->setEnabled(canPause);
    details_->setEnabled(view.glance.mood != Mood::Down);
    update();
}

void FooterPanel::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, width(), 1), theme.hairline);
    painter.setRenderHint(QPainter::Antialiasing);
    // A full dot is well, a hollow one is not.
    const QPointF centre(2 * Grid + 4, health_->geometry().center().y() + 0.5);
    painter.setPen(QPen(isOk_ ? theme.accent : theme.warning, 1.5));
    painter.setBrush(isOk_ ? QBrush(theme.accent) : QBrush(Qt::NoBrush));
    painter.drawEllipse(centre, 3, 3);
}

}  // namespace farebox::ui
