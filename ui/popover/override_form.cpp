#include "ui/popover/override_form.h"

#include <QBoxLayout>
#include <QKeyEvent>

#include "ui/widgets/buttons.h"

namespace farebox::ui {
namespace {

constexpr int Minutes[] = {30, 60, 240, 480};

}  // namespace

OverrideForm::OverrideForm(QWidget* parent) : QWidget(parent) {
    title_ = new TextLabel(TextRole::Strong, Ink::Text, this);
    duration_ = new Segments({tr("30 min"), tr("1 hour"), tr("4 hours"), tr("8 hours")},
                             tr("For how long"), this);
    reason_ = new QLineEdit(this);
    reason_->setPlaceholderText(tr("Why? It is kept in the audit log."));
    reason_->setAccessibleName(tr("Reason"));
    reason_->setMaxLength(200);
    error_ = new TextLabel(TextRole::Caption, Ink::Danger, this);
    error_->setWordWrap(true);
    error_->setVisible(false);
    note_ = new TextLabel(TextRole::Caption, Ink::Text, this);
    note_->setWordWrap(true);
    cancel_ = makeButton(tr("Cancel"), ButtonRole::Normal, this);
    submit_ = makeButton(tr("Override"), ButtonRole::Primary, this);
    connect(reason_, &QLineEdit::textChanged, this,
            [this](const QString& text) { submit_->setEnabled(!text.trimmed().isEmpty()); });
    connect(reason_, &QLineEdit::returnPressed, this, &OverrideForm::submit);
    connect(submit_, &QPushButton::clicked, this, &OverrideForm::submit);
    connect(cancel_, &QPushButton::clicked, this, &OverrideForm::close);

    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel_);
    buttons->addWidget(submit_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(Grid + 4, Grid + 4, Grid + 4, Grid + 4);
    column->setSpacing(Grid);
    column->addWidget(title_);
    column->addWidget(duration_);
    column->addWidget(reason_);
    column->addWidget(error_);
    column->addWidget(note_);
    column->addLayout(buttons);
    setVisible(false);
}

void OverrideForm::open(const QString& budgetId, const QString& name, bool isCentral) {
    budgetId_ = budgetId;
    isCentral_ = isCentral;
    title_->setText(name.isEmpty() ? tr("Override every budget") : tr("Override %1").arg(name));
    setAccessibleName(title_->text());
    duration_->setCurrent(1);
    reason_->clear();
    submit_->setEnabled(false);
    error_->setVisible(false);
    enter(Stage::Override);
    setVisible(true);
    reason_->setFocus();
}

void OverrideForm::enter(Stage stage) {
    stage_ = stage;
    const bool isAsked = stage == Stage::Asked;
    duration_->setVisible(!isAsked);
    reason_->setVisible(!isAsked);
    reason_->setEnabled(!isAsked);
    submit_->setVisible(!isAsked);
    submit_->setText(stage == Stage::Override ? tr("Override") : tr("Ask your organisation"));
    cancel_->setText(isAsked ? tr("Close") : tr("Cancel"));
    note_->setText(isAsked ? tr("Your organisation was asked. Calls go on when it approves.")
                           : QString());
    note_->setAccessibleName(note_->text());
    note_->setVisible(isAsked);
    if (isAsked) cancel_->setFocus();
}

void OverrideForm::submit() {
    const QString reason = reason_->text().trimmed();
    if (reason.isEmpty() || !reason_->isEnabled()) return;
    submit_->setEnabled(false);
    reason_->setEnabled(false);
    const int minutes = Minutes[duration_->current()];
    if (stage_ == Stage::Override) Q_EMIT submitted(budgetId_, minutes, reason);
    else Q_EMIT requested(budgetId_, minutes, reason);
}

void OverrideForm::finish(const QString& error) {
    if (error.isEmpty()) return close();
    if (isCentral_) enter(Stage::Request);
    answer(error);
}

void OverrideForm::finishRequest(const QString& error) {
    if (error.isEmpty()) enter(Stage::Asked);
    answer(error);
}

void OverrideForm::answer(const QString& error) {
    error_->setText(error);
    error_->setAccessibleName(error);
    error_->setVisible(!error.isEmpty());
    if (stage_ == Stage::Asked) return;
    reason_->setEnabled(true);
    submit_->setEnabled(true);
    reason_->setFocus();
}

void OverrideForm::close() { setVisible(false); }

void OverrideForm::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return close();
    QWidget::keyPressEvent(event);
}

void OverrideForm::paintEvent(QPaintEvent*) { paintBox(*this); }

}  // namespace farebox::ui
