#pragma once
// Shown once: what Farebox does, what it keeps, and whether it starts at login.

#include <QWidget>

#include "ui/widgets/switch.h"

namespace farebox::ui {

class Welcome : public QWidget {
    Q_OBJECT
public:
    /// `canAutostart` false hides the choice (no way to start at login, or a policy decides).
    explicit Welcome(bool canAutostart, QWidget* parent = nullptr);

Q_SIGNALS:
    void finished(bool wantsAutostart);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void restyle();

    Switch* autostart_ = nullptr;
    bool isFinished_ = false;
    bool isDark_ = false;
};

}  // namespace farebox::ui
