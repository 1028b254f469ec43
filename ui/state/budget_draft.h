#pragma once
// A budget as a person edits it: text in, text out, and the form in which people write budgets.

#include <QCoreApplication>
#include <QString>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/model/budget.h"

namespace farebox::ui {

struct BudgetDraft {
    QString budgetId;  ///< "" = new
    QString name;
    QString limit;  ///< "150.00" or "2000000", in the person's decimal sign
    BudgetUnit unit = BudgetUnit::Usd;
    BudgetPeriod period = BudgetPeriod::Month;
    QString timeZone;
    QString repo;
    QString branch;
    QString agent;
    QString model;
    int softPercent = 80;
    int hardPercent = 110;
    BudgetMode mode = BudgetMode::Enforce;
    CostBasis basis = CostBasis::List;
    QString perCallCap;  ///< dollars as text; "" = none
    UnpricedRule unpriced = UnpricedRule::Warn;

    bool operator==(const BudgetDraft&) const = default;
};

class BudgetDrafts {
    Q_DECLARE_TR_FUNCTIONS(BudgetDrafts)
public:
    static BudgetDraft of(const Budget& budget);
    /// The body of PUT budgets/<id>. Fields that the form does not show stay as in `before`.
    /// Invalid names what is wrong, in the daemon's words for what the form cannot catch.
    static Result<Json> body(const BudgetDraft& draft, const Budget& before);
    /// The id of the route: the given one, or made from the name.
    static Result<QString> idOf(const BudgetDraft& draft, const Budget& before);

private:
    static Result<Budget> apply(const BudgetDraft& draft, const Budget& before);
};

}  // namespace farebox::ui
