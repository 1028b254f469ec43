#pragma once
// The window behind "Details": pages at the left, the chosen one at the right. Made when it is
// first opened; asks the daemon only while it is visible.

#include <QListWidget>
#include <QStackedWidget>
#include <QWidget>

#include "ui/details/page.h"

namespace farebox::ui {

class CallsPage;

class DetailsWindow : public QWidget {
    Q_OBJECT
public:
    explicit DetailsWindow(DaemonLink& link, QWidget* parent = nullptr);
    /// "trend", "calls", "budgets", "settings", "agents", "about"; the filter is for the calls.
    void openPage(const QString& name, const QString& filterKey, const QString& filterValue);
    /// The name of the page that is shown.
    QString page() const;
    /// The daemon says that figures changed.
    void refresh();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void addPage(const QString& name, const QString& title, Page* page);
    void restyle();

    QListWidget* names_;
    QStackedWidget* pages_;
    CallsPage* calls_;
    bool isDark_ = false;
};

}  // namespace farebox::ui
