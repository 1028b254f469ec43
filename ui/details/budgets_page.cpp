#include "ui/details/budgets_page.h"

#include <QUrl>

#include "ui/base/text.h"
#include "ui/state/glance.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/quiet_scroll.h"

namespace farebox::ui {

BudgetsPage::BudgetsPage(DaemonLink& link, QWidget* parent) : Page(tr("Budgets"), link, parent) {
    list_ = new QListWidget(this);
    list_->setProperty("role", QStringLiteral("list"));
    list_->setAccessibleName(tr("Budgets"));
    form_ = new BudgetForm(this);
    lock_ = new TextLabel(TextRole::Caption, Ink::Muted, this);
    lock_->setWordWrap(true);
    add_ = makeButton(tr("New budget"), ButtonRole::Normal, this);
    save_ = makeButton(tr("Save"), ButtonRole::Primary, this);
    remove_ = makeButton(tr("Delete"), ButtonRole::Danger, this);
    layOut();
    connect(list_, &QListWidget::currentRowChanged, this, &BudgetsPage::choose);
    connect(add_, &QPushButton::clicked, this, [this] {
        list_->setCurrentRow(-1);
        choose(-1);
        form_->setFocus();
    });
    connect(save_, &QPushButton::clicked, this, &BudgetsPage::save);
    connect(remove_, &QPushButton::clicked, this, &BudgetsPage::remove);
    choose(-1);
}

void BudgetsPage::layOut() {
    titleRow()->addWidget(add_);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(remove_);
    buttons->addStretch();
    buttons->addWidget(save_);
    auto* inside = new QWidget;
    inside->setAutoFillBackground(false);
    auto* inner = new QVBoxLayout(inside);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->addWidget(form_);
    inner->addStretch();
    auto* scroll = new QuietScroll(this);
    scroll->setWidget(inside);
    auto* right = new QVBoxLayout;
    right->setSpacing(Grid);
    right->addWidget(lock_);
    right->addWidget(scroll, 1);
    right->addLayout(buttons);
    auto* row = new QHBoxLayout;
    row->setSpacing(3 * Grid);
    row->addWidget(list_, 2);
    row->addLayout(right, 3);
    body()->addLayout(row, 1);
}

void BudgetsPage::refresh() {
    link().get(QStringLiteral("budgets"), this, [this](const Reply& reply) { fill(reply); });
}

void BudgetsPage::fill(const Reply& reply) {
    showProblem(reply.error);
    if (!reply.isOk()) return;
    // News must not overwrite what is being typed.
    if (!isSaved_ && form_->draft() != BudgetDrafts::of(before_)) return;
    isSaved_ = false;
    const std::string chosen = before_.budget_id;
    budgets_.clear();
    QStringList names;
    int row = 0;
    if (const Json* list = find_member(reply.body, "budgets");
        list != nullptr && list->is_array()) {
        for (const Json& item : *list) {
            auto state = api::parse_budget_state(item);
            if (!state) continue;
            if (state->budget.budget_id == chosen) row = static_cast<int>(budgets_.size());
            //: A budget and how much of it is spent.
            names << tr("%1 · %2").arg(toQt(state->budget.name), Glances::percent(state->permille));
            budgets_.push_back(std::move(state).value());
        }
    }
    list_->clear();
    list_->addItems(names);
    if (!budgets_.empty()) list_->setCurrentRow(row);
}

void BudgetsPage::choose(int row) {
    const bool isNew = row < 0 || row >= static_cast<int>(budgets_.size());
    before_ = isNew ? Budget{} : budgets_[static_cast<std::size_t>(row)].budget;
    form_->setDraft(BudgetDrafts::of(before_));
    const bool isLocked = before_.is_locked || before_.source != BudgetSource::User;
    form_->setEnabled(!isLocked);
    save_->setEnabled(!isLocked);
    remove_->setEnabled(!isLocked && !isNew);
    if (before_.source == BudgetSource::Device)
        lock_->setText(tr("Locked by this machine's policy."));
    else lock_->setText(tr("Locked by your organisation."));
    lock_->setVisible(isLocked);
    showProblem({});
}

void BudgetsPage::save() {
    const BudgetDraft draft = form_->draft();
    const auto body = BudgetDrafts::body(draft, before_);
    const auto id = BudgetDrafts::idOf(draft, before_);
    if (!body || !id) return showProblem(toQt(body ? id.error().message : body.error().message));
    before_.budget_id = fromQt(*id);
    const QString route =
        QStringLiteral("budgets/") + QString::fromLatin1(QUrl::toPercentEncoding(*id));
    link().send("PUT", route, *body, this, [this](const Reply& reply) { finish(reply); });
}

void BudgetsPage::remove() {
    const QString route =
        QStringLiteral("budgets/") +
        QString::fromLatin1(QUrl::toPercentEncoding(toQt(before_.budget_id)));
    link().send("DELETE", route, Json(), this, [this](const Reply& reply) { finish(reply); });
}

void BudgetsPage::finish(const Reply& reply) {
    if (!reply.isOk()) return showProblem(reply.error);
    isSaved_ = true;
    refresh();
}

}  // namespace farebox::ui
