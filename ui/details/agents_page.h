#pragma once
// Which agents were seen, how, and when last.

#include <QStandardItemModel>
#include <QTableView>

#include "ui/details/page.h"

namespace farebox::ui {

class AgentsPage : public Page {
    Q_OBJECT
public:
    AgentsPage(DaemonLink& link, QWidget* parent);
    void refresh() override;

private:
    void fill(const std::vector<api::AgentView>& agents);

    QStandardItemModel* model_;
    QTableView* table_;
};

}  // namespace farebox::ui
