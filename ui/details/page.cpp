#include "ui/details/page.h"

namespace farebox::ui {

Page::Page(const QString& title, DaemonLink& link, QWidget* parent) : QWidget(parent), link_(link) {
    setAccessibleName(title);
    auto* heading = new TextLabel(TextRole::Title, Ink::Text, this);
    heading->setText(title);
    problem_ = new TextLabel(TextRole::Caption, Ink::Danger, this);
    problem_->setWordWrap(true);
    problem_->setVisible(false);
    titleRow_ = new QHBoxLayout;
    titleRow_->addWidget(heading);
    titleRow_->addStretch();
    body_ = new QVBoxLayout;
    body_->setSpacing(Grid);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(3 * Grid, 2 * Grid, 3 * Grid, 2 * Grid);
    column->setSpacing(Grid);
    column->addLayout(titleRow_);
    column->addWidget(problem_);
    column->addLayout(body_, 1);
}

void Page::showProblem(const QString& problem) {
    problem_->setText(problem);
    problem_->setVisible(!problem.isEmpty());
}

}  // namespace farebox::ui
