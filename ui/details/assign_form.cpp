#include "ui/details/assign_form.h"

#include <QBoxLayout>
#include <QCompleter>

#include "ui/base/text.h"
#include "ui/look/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choice_box.h"

namespace farebox::ui {

AssignForm::AssignForm(QWidget* parent) : QWidget(parent) {
    text_ = new TextLabel(TextRole::Body, Ink::Text, this);
    text_->setWordWrap(true);
    subject_ = new ChoiceBox(this);
    subject_->setAccessibleName(tr("Which calls"));
    subject_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    subject_->setMinimumContentsLength(24);
    repo_ = new QLineEdit(this);
    repo_->setPlaceholderText(QStringLiteral("github.com/acme/payments"));
    repo_->setAccessibleName(tr("Repository"));
    auto* completer = new QCompleter(&repos_, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    repo_->setCompleter(completer);
    assign_ = makeButton(tr("Assign"), ButtonRole::Primary, this);
    remove_ = makeButton(tr("Remove the rule"), ButtonRole::Normal, this);
    result_ = new TextLabel(TextRole::Caption, Ink::Muted, this);
    result_->setWordWrap(true);
    connect(repo_, &QLineEdit::textChanged, this,
            [this](const QString& text) { assign_->setEnabled(!text.trimmed().isEmpty()); });
    connect(repo_, &QLineEdit::returnPressed, this, &AssignForm::submit);
    connect(assign_, &QPushButton::clicked, this, &AssignForm::submit);
    connect(remove_, &QPushButton::clicked, this, [this] {
        Q_EMIT removeAsked(!view_.folder.isEmpty(),
                           view_.folder.isEmpty() ? view_.program : view_.folder);
    });
    auto* fields = new QHBoxLayout;
    fields->setSpacing(Grid);
    fields->addWidget(subject_, 3);
    fields->addWidget(repo_, 2);
    fields->addWidget(assign_);
    auto* first = new QHBoxLayout;
    first->addWidget(text_, 1);
    first->addWidget(remove_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(Grid + 4, Grid + 4, Grid + 4, Grid + 4);
    column->setSpacing(Grid);
    column->addLayout(first);
    column->addLayout(fields);
    column->addWidget(result_);
    setVisible(false);
}

void AssignForm::setView(const AssignView& view) {
    if (view == view_) return;
    view_ = view;
    const bool isPossible = view.state == AssignView::State::Possible;
    text_->setText(view.text);
    setAccessibleName(view.text);
    subject_->clear();
    //: Which calls a rule places: those made in a folder.
    if (!view.folder.isEmpty()) subject_->addItem(tr("Calls from %1 and below").arg(view.folder));
    if (!view.program.isEmpty()) subject_->addItem(tr("Calls of the program %1").arg(view.program));
    subject_->setToolTip(subject_->currentText());
    repo_->clear();
    assign_->setEnabled(false);
    for (QWidget* widget : std::initializer_list<QWidget*>{subject_, repo_, assign_}) {
        widget->setVisible(isPossible);
    }
    remove_->setVisible(view.state == AssignView::State::ByRule);
    result_->setVisible(false);
    setVisible(view.state != AssignView::State::None);
}

bool AssignForm::isFolderChosen() const {
    return !view_.folder.isEmpty() && subject_->currentIndex() == 0;
}

void AssignForm::submit() {
    const QString repo = repo_->text().trimmed();
    if (repo.isEmpty()) return;
    assign_->setEnabled(false);
    const bool isFolder = isFolderChosen();
    Q_EMIT submitted(Json{{isFolder ? "folder" : "program",
                           fromQt(isFolder ? view_.folder : view_.program)},
                          {"repo", fromQt(repo)}});
}

void AssignForm::finish(const QString& done, const QString& error) {
    const bool isDone = error.isEmpty();
    if (isDone) repo_->clear();
    assign_->setEnabled(!isDone);
    result_->setInk(isDone ? Ink::Accent : Ink::Danger);
    result_->setText(isDone ? done : error);
    result_->setAccessibleName(result_->text());
    result_->setVisible(true);
}

void AssignForm::paintEvent(QPaintEvent*) { paintBox(*this); }

}  // namespace farebox::ui
