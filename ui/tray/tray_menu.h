#pragma once
// The native menu: all that must work where the popover cannot be opened by a click.

#include <QAction>
#include <QMenu>

#include "ui/state/popover_view.h"

namespace farebox::ui {

class TrayMenu : public QMenu {
    Q_OBJECT
public:
    explicit TrayMenu(QWidget* parent = nullptr);
    void setView(const PopoverView& view);
    /// `isPossible` false hides it: no way to start at login, or a policy decides.
    void setAutostart(bool isPossible, bool isOn);

Q_SIGNALS:
    void openAsked();
    void detailsAsked();
    void overrideAsked(const QString& budgetId);
    void pauseAsked();
    void resumeAsked();
    void autostartAsked(bool isOn);
    void quitAsked();

private:
    QAction* headline_;
    QAction* today_;
    QAction* month_;
    QAction* pause_;
    QAction* resume_;
    QAction* override_;
    QAction* autostart_;
    QString budgetId_;
};

}  // namespace farebox::ui
