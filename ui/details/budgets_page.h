#pragma once
// The budgets: a list, and the form of the chosen one. Locked ones are shown and cannot be changed.

#include <QListWidget>
#include <QPushButton>

#include <vector>

#include "ui/details/budget_form.h"
#include "ui/details/page.h"

namespace farebox::ui {

class BudgetsPage : public Page {
    Q_OBJECT
public:
    BudgetsPage(DaemonLink& link, QWidget* parent);
    void refresh() override;

private:
    void layOut();
    void fill(const Reply& reply);
    void choose(int row);
    void save();
    void remove();
    void finish(const Reply& reply);

    std::vector<api::BudgetState> budgets_;
    Budget before_;
    bool isSaved_ = false;  ///< the next list replaces the form
    QListWidget* list_;
    BudgetForm* form_;
    TextLabel* lock_;
    QPushButton* add_;
    QPushButton* save_;
    QPushButton* remove_;
};

}  // namespace farebox::ui
