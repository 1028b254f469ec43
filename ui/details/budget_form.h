#pragma once
// The fields of one budget. Knows no daemon: hands a draft over.

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QSpinBox>
#include <QWidget>

#include "ui/state/budget_draft.h"

namespace farebox::ui {

class BudgetForm : public QWidget {
    Q_OBJECT
public:
    explicit BudgetForm(QWidget* parent = nullptr);
    void setDraft(const BudgetDraft& draft);
    BudgetDraft draft() const;

private:
    QLineEdit* addText(QFormLayout* form, const QString& name, const QString& example);
    QComboBox* addChoice(QFormLayout* form, const QString& name, const QStringList& words);
    QSpinBox* addPercent(QFormLayout* form, const QString& name);

    QString budgetId_;
    QLineEdit* name_;
    QLineEdit* limit_;
    QComboBox* unit_;
    QComboBox* period_;
    QLineEdit* zone_;
    QLineEdit* repo_;
    QLineEdit* branch_;
    QLineEdit* agent_;
    QLineEdit* model_;
    QSpinBox* soft_;
    QSpinBox* hard_;
    QComboBox* mode_;
    QComboBox* basis_;
    QLineEdit* cap_;
    QComboBox* unpriced_;
};

}  // namespace farebox::ui
