#pragma once
// Below the calls: says where calls of this folder or program belong, or takes such a rule back.
// Knows no daemon: hands the rule over. Hidden for a call that needs none.

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QStringListModel>
#include <QWidget>

#include "core/base/json.h"
#include "ui/state/assign_view.h"
#include "ui/widgets/labels.h"

namespace farebox::ui {

class AssignForm : public QWidget {
    Q_OBJECT
public:
    explicit AssignForm(QWidget* parent = nullptr);
    /// What a person is typing stays while the view is the same.
    void setView(const AssignView& view);
    /// Offered while typing.
    void setRepos(const QStringList& repos) { repos_.setStringList(repos); }
    /// After submitted() or removeAsked(): what is so now, or what went wrong.
    void finish(const QString& done, const QString& error);

Q_SIGNALS:
    /// {"folder" or "program", "repo"}
    void submitted(const farebox::Json& rule);
    void removeAsked(bool isFolder, const QString& subject);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void submit();
    bool isFolderChosen() const;

    AssignView view_;
    QStringListModel repos_;
    TextLabel* text_;
    QComboBox* subject_;
    QLineEdit* repo_;
    QPushButton* assign_;
    QPushButton* remove_;
    TextLabel* result_;
};

}  // namespace farebox::ui
