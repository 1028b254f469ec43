#pragma once
// The window below the icon. Shows a PopoverView, asks its owner for everything else.
//
// Hides itself when another window is activated or Escape is pressed. Without a tray it is an
// ordinary window with a frame (Place::Window). GUI thread.

#include <QWidget>

#include "ui/popover/banner_panel.h"
#include "ui/popover/footer_panel.h"
#include "ui/popover/header_panel.h"
#include "ui/popover/override_form.h"
#include "ui/popover/sections.h"
#include "ui/widgets/quiet_scroll.h"

namespace farebox::ui {

class Popover : public QWidget {
    Q_OBJECT
public:
    enum class Place { BelowIcon, Window };
    explicit Popover(Place place, QWidget* parent = nullptr);

    void setView(const PopoverView& view);
    /// Near `icon` (global; empty = not known: at the mouse), inside the screen, with the focus in it.
    void openAt(const QRect& icon);
    /// So much that nothing scrolls, up to 720.
    int wantedHeight() const;
    void openOverride(const QString& budgetId);
    /// The answer to overrideSubmitted; "" = it worked.
    void finishOverride(const QString& error);
    /// The answer to overrideRequested; "" = the organisation has it.
    void finishOverrideRequest(const QString& error);
    /// Something asked here did not work; in the daemon's words.
    void showError(const QString& error);

Q_SIGNALS:
    void opened();
    void closed();
    void overrideSubmitted(const QString& budgetId, int minutes, const QString& reason);
    void overrideRequested(const QString& budgetId, int minutes, const QString& reason);
    void overrideEndAsked(const QString& overrideId);
    void pauseAsked();
    void resumeAsked();
    /// `page` of the details window; a filter for its calls, or "".
    void detailsAsked(const QString& page, const QString& filterKey, const QString& filterValue);
    void menuAsked(const QPoint& where);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void layOut();
    void orderTabs();
    void place(int atLeast);
    void connectPanels();
    void restyle();

    const Place place_;
    PopoverView view_;
    QRect anchor_;  ///< the icon it was opened at
    bool isDark_ = false;
    HeaderPanel* header_;
    Hairline* line_;
    BannerPanel* banner_;
    OverrideForm* form_;
    TextLabel* error_;
    NowSection* now_;
    TopSection* top_;
    BudgetSection* budgets_;
    FooterPanel* footer_;
    QuietScroll* scroll_;
    QWidget* lists_;
};

}  // namespace farebox::ui
