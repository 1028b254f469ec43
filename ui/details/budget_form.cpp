#include "ui/details/budget_form.h"

#include "ui/look/theme.h"
#include "ui/widgets/choice_box.h"
#include "ui/widgets/labels.h"

namespace farebox::ui {

BudgetForm::BudgetForm(QWidget* parent) : QWidget(parent) {
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(Grid);
    form->setHorizontalSpacing(2 * Grid);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    name_ = addText(form, tr("Name"), tr("Payments"));
    auto* amount = new QHBoxLayout;
    amount->setSpacing(Grid);
    limit_ = new QLineEdit(this);
    limit_->setPlaceholderText(QStringLiteral("150.00"));
    limit_->setAccessibleName(tr("Limit"));
    unit_ = new ChoiceBox(this);
    unit_->setMinimumWidth(15 * Grid);
    unit_->addItems({tr("US dollars"), tr("tokens")});
    unit_->setAccessibleName(tr("Unit"));
    amount->addWidget(limit_, 1);
    amount->addWidget(unit_);
    form->addRow(tr("Limit"), amount);
    period_ = addChoice(form, tr("Per"), {tr("day"), tr("week"), tr("month")});
    zone_ = addText(form, tr("Time zone"), tr("the system's, or Europe/Berlin"));
    repo_ = addText(form, tr("Repository"), tr("any, or github.com/acme/*"));
    branch_ = addText(form, tr("Branch"), tr("any, or feat/*"));
    agent_ = addText(form, tr("Agent"), tr("any, or codex"));
    model_ = addText(form, tr("Model"), tr("any, or claude-opus*"));
    soft_ = addPercent(form, tr("Warns at"));
    hard_ = addPercent(form, tr("Pauses at"));
    mode_ = addChoice(form, tr("At the limit"), {tr("pause calls"), tr("only warn")});
    basis_ = addChoice(form, tr("Counts"), {tr("list price of billed calls"), tr("billed cost"),
                                            tr("list price of everything, subscriptions too")});
    cap_ = addText(form, tr("One call"), tr("any amount, or at most 2.00"));
    unpriced_ = addChoice(form, tr("Without a price"), {tr("pass"), tr("pass and warn"),
                                                        tr("refuse the call")});
}

QLineEdit* BudgetForm::addText(QFormLayout* form, const QString& name, const QString& example) {
    auto* edit = new QLineEdit(this);
    edit->setPlaceholderText(example);
    edit->setAccessibleName(name);
    form->addRow(name, edit);
    return edit;
}

QComboBox* BudgetForm::addChoice(QFormLayout* form, const QString& name, const QStringList& words) {
    auto* box = new ChoiceBox(this);
    box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    box->addItems(words);
    box->setAccessibleName(name);
    form->addRow(name, box);
    return box;
}

QSpinBox* BudgetForm::addPercent(QFormLayout* form, const QString& name) {
    auto* box = new QSpinBox(this);
    box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    box->setRange(1, 1000);
    //: A share after a number, "80 %".
    box->setSuffix(tr(" %"));
    box->setAccessibleName(name);
    form->addRow(name, box);
    return box;
}

void BudgetForm::setDraft(const BudgetDraft& draft) {
    budgetId_ = draft.budgetId;
    name_->setText(draft.name);
    limit_->setText(draft.limit);
    unit_->setCurrentIndex(static_cast<int>(draft.unit));
    period_->setCurrentIndex(static_cast<int>(draft.period));
    zone_->setText(draft.timeZone);
    repo_->setText(draft.repo);
    branch_->setText(draft.branch);
    agent_->setText(draft.agent);
    model_->setText(draft.model);
    soft_->setValue(draft.softPercent);
    hard_->setValue(draft.hardPercent);
    mode_->setCurrentIndex(static_cast<int>(draft.mode));
    basis_->setCurrentIndex(static_cast<int>(draft.basis));
    cap_->setText(draft.perCallCap);
    unpriced_->setCurrentIndex(static_cast<int>(draft.unpriced));
}

BudgetDraft BudgetForm::draft() const {
    BudgetDraft draft;
    draft.budgetId = budgetId_;
    draft.name = name_->text();
    draft.limit = limit_->text();
    draft.unit = static_cast<BudgetUnit>(unit_->currentIndex());
    draft.period = static_cast<BudgetPeriod>(period_->currentIndex());
    draft.timeZone = zone_->text();
    draft.repo = repo_->text();
    draft.branch = branch_->text();
    draft.agent = agent_->text();
    draft.model = model_->text();
    draft.softPercent = soft_->value();
    draft.hardPercent = hard_->value();
    draft.mode = static_cast<BudgetMode>(mode_->currentIndex());
    draft.basis = static_cast<CostBasis>(basis_->currentIndex());
    draft.perCallCap = cap_->text();
    draft.unpriced = static_cast<UnpricedRule>(unpriced_->currentIndex());
    return draft;
}

}  // namespace farebox::ui
