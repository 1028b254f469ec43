#pragma once
// The calls, newest first, with a filter, a pane for the chosen one, and the way to say where calls
// belong that nothing places.

#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QTextBrowser>

#include "ui/details/assign_form.h"
#include "ui/details/calls_model.h"
#include "ui/details/page.h"

namespace farebox::ui {

class CallsPage : public Page {
    Q_OBJECT
public:
    CallsPage(DaemonLink& link, QWidget* parent);
    void refresh() override;
    /// Asks the daemon for these alone ("repo", "github.com/acme/a"); "" = all.
    void setFilter(const QString& key, const QString& value);

private:
    void layOut();
    void showChosen();
    void fill(const Reply& reply);
    void connectForm();
    void fetchRepos();

    QString filterKey_;
    QString filterValue_;
    CallsModel* model_;
    QSortFilterProxyModel* filtered_;
    QLineEdit* search_;
    QPushButton* clear_;
    TextLabel* count_;
    QTableView* table_;
    QTextBrowser* pane_;
    AssignForm* form_;
};

/// The pane's document, from a CallPane.
QString paneHtml(const api::CallRow& call, const Theme& theme);

}  // namespace farebox::ui
