#include "ui/tray/tray_menu.h"

namespace farebox::ui {

TrayMenu::TrayMenu(QWidget* parent) : QMenu(parent) {
    headline_ = addAction(QString());
    today_ = addAction(QString());
    month_ = addAction(QString());
    for (QAction* line : {headline_, today_, month_}) line->setEnabled(false);
    addSeparator();
    connect(addAction(tr("Open Farebox")), &QAction::triggered, this, &TrayMenu::openAsked);
    connect(addAction(tr("Details…")), &QAction::triggered, this, &TrayMenu::detailsAsked);
    addSeparator();
    override_ = addAction(tr("Override…"));
    connect(override_, &QAction::triggered, this, [this] { Q_EMIT overrideAsked(budgetId_); });
    pause_ = addAction(tr("Pause all calls"));
    connect(pause_, &QAction::triggered, this, &TrayMenu::pauseAsked);
    resume_ = addAction(tr("Resume calls"));
    connect(resume_, &QAction::triggered, this, &TrayMenu::resumeAsked);
    addSeparator();
    autostart_ = addAction(tr("Start at login"));
    autostart_->setCheckable(true);
    connect(autostart_, &QAction::triggered, this, &TrayMenu::autostartAsked);
    connect(addAction(tr("Quit the tray")), &QAction::triggered, this, &TrayMenu::quitAsked);
}

void TrayMenu::setView(const PopoverView& view) {
    headline_->setText(tr("Farebox: %1").arg(view.glance.title));
    today_->setVisible(view.hasFigures);
    month_->setVisible(view.hasFigures && !view.glance.monthLine.isEmpty());
    today_->setText(tr("Today %1").arg(view.header.today.text));
    month_->setText(view.glance.monthLine);
    const bool isUp = view.glance.mood != Mood::Down;
    budgetId_ = view.banner.budgetId;
    override_->setVisible(!budgetId_.isEmpty());
    pause_->setVisible(isUp && !view.banner.canResume);
    resume_->setVisible(isUp && view.banner.canResume);
}

void TrayMenu::setAutostart(bool isPossible, bool isOn) {
    autostart_->setVisible(isPossible);
    autostart_->setChecked(isOn);
}

}  // namespace farebox::ui
