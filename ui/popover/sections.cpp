#include "ui/popover/sections.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/line_row.h"
#include "ui/widgets/meter.h"

namespace farebox::ui {

Section::Section(const QString& title, QWidget* parent) : QWidget(parent) {
    auto* caption = new TextLabel(TextRole::CaptionStrong, Ink::Muted, this);
    caption->setText(title);
    setAccessibleName(title);
    captionRow_ = new QHBoxLayout;
    captionRow_->setContentsMargins(Grid, 0, Grid, 2);
    captionRow_->addWidget(caption);
    captionRow_->addStretch();
    rows_ = new QVBoxLayout;
    rows_->setSpacing(0);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(Grid, Grid, Grid, 0);
    column->setSpacing(2);
    column->addLayout(captionRow_);
    column->addLayout(rows_);
}

void Section::clearRows() {
    while (QLayoutItem* item = rows_->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

void Section::setRows(const std::vector<LineView>& rows, bool hasDot, const QString& whenEmpty) {
    int focused = -1;
    for (int i = 0; i < rows_->count(); ++i) {
        if (rows_->itemAt(i)->widget()->hasFocus()) focused = i;
    }
    clearRows();
    for (const LineView& line : rows) {
        auto* row = new LineRow(line, hasDot, this);
        connect(row, &LineRow::clicked, this,
                [this, line] { Q_EMIT detailsAsked(line.filterKey, line.filterValue); });
        rows_->addWidget(row);
    }
    if (rows.empty()) {
        auto* label = new TextLabel(TextRole::Body, Ink::Muted, this);
        label->setContentsMargins(Grid, 4, Grid, 4);
        label->setText(whenEmpty);
        label->setWordWrap(true);
        rows_->addWidget(label);
    }
    // Who was at a row by keyboard stays there.
    if (focused >= 0 && rows_->count() > 0) {
        rows_->itemAt(qMin(focused, rows_->count() - 1))->widget()->setFocus();
    }
}

NowSection::NowSection(QWidget* parent) : Section(tr("Now"), parent) {}

void NowSection::setView(const std::vector<LineView>& live) {
    if (!isFirst_ && live == shown_) return;
    isFirst_ = false;
    shown_ = live;
    setRows(live, /*hasDot=*/true, tr("No agent made a call lately."));
}

TopSection::TopSection(QWidget* parent) : Section(tr("Today by"), parent) {
    choice_ = new Segments({tr("Repos"), tr("Branches"), tr("Agents")}, tr("Today by"), this);
    captionRow()->addWidget(choice_);
    connect(choice_, &Segments::changed, this, &TopSection::show);
}

void TopSection::setView(const PopoverView& view) {
    const bool isSame = lists_[0] == view.repos && lists_[1] == view.branches &&
                        lists_[2] == view.agents && rows()->count() > 0;
    if (isSame) return;
    lists_[0] = view.repos;
    lists_[1] = view.branches;
    lists_[2] = view.agents;
    show();
}

void TopSection::show() {
    setRows(lists_[choice_->current()], /*hasDot=*/false, tr("No calls today."));
}

BudgetSection::BudgetSection(QWidget* parent) : Section(tr("Budgets"), parent) {}

void BudgetSection::setView(const std::vector<BudgetView>& budgets) {
    if (!isFirst_ && budgets == shown_) return;
    isFirst_ = false;
    shown_ = budgets;
    clearRows();
    for (const BudgetView& view : budgets) rows()->addWidget(makeRow(view));
    if (!budgets.empty()) return;
    QPushButton* add = makeButton(tr("Set a budget…"), ButtonRole::Plain, this);
    connect(add, &QPushButton::clicked, this, &BudgetSection::editorAsked);
    rows()->addWidget(add, 0, Qt::AlignLeft);
}

QWidget* BudgetSection::makeRow(const BudgetView& view) {
    auto* row = new QWidget(this);
    row->setToolTip(view.hover);
    //: For screen readers: a budget, what is spent of it, its state.
    row->setAccessibleName(tr("%1: %2, %3").arg(view.name, view.spent, view.status));
    auto* name = new TextLabel(TextRole::Strong, Ink::Text, row);
    name->setText(view.name);
    name->setElided(true);
    auto* spent = new AmountLabel(TextRole::Body, row);
    spent->setAmount({view.spent, view.hover, {}, true}, view.name);
    auto* meter = new Meter(Meter::Size::Thin, row);
    meter->setName(view.name);
    meter->setValue(view.permille, view.softPercent, view.hardPercent);
    const bool isPaused = view.state == api::BudgetStatus::Paused;
    auto* scope = new TextLabel(TextRole::Caption, Ink::Muted, row);
    scope->setText(view.scope);
    scope->setElided(true);
    auto* status = new TextLabel(TextRole::Caption, isPaused ? Ink::Danger : Ink::Muted, row);
    status->setText(view.status);

    auto* first = new QHBoxLayout;
    first->addWidget(name, 1);
    first->addWidget(spent);
    auto* last = new QHBoxLayout;
    last->setSpacing(Grid / 2);
    last->addWidget(scope, 1);
    last->addWidget(status);
    if (isPaused || !view.overrideId.isEmpty()) {
        QPushButton* act =
            makeButton(isPaused ? tr("Override…") : tr("End"), ButtonRole::Plain, row);
        act->setFont(fontOf(TextRole::Caption));
        act->setAccessibleName(isPaused ? tr("Override %1").arg(view.name)
                                        : tr("End the override of %1").arg(view.name));
        const auto ask = [this, view, isPaused] {
            if (isPaused) Q_EMIT overrideAsked(view.budgetId);
            else Q_EMIT overrideEndAsked(view.overrideId);
        };
        connect(act, &QPushButton::clicked, this, ask);
        last->addWidget(act);
    }
    auto* column = new QVBoxLayout(row);
    column->setContentsMargins(Grid, Grid / 2, Grid, Grid / 2);
    column->setSpacing(3);
    column->addLayout(first);
    column->addWidget(meter);
    column->addLayout(last);
    return row;
}

}  // namespace farebox::ui
