#include "ui/details/agents_page.h"

#include <QHeaderView>

#include "ui/base/text.h"
#include "ui/state/money.h"
#include "ui/state/names.h"
#include "ui/state/times.h"

namespace farebox::ui {
namespace {

constexpr int Today = 3;  // the column of numbers

}  // namespace

AgentsPage::AgentsPage(DaemonLink& link, QWidget* parent) : Page(tr("Agents"), link, parent) {
    model_ = new QStandardItemModel(this);
    table_ = new QTableView(this);
    table_->setModel(model_);
    table_->setAccessibleName(tr("Agents"));
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setShowGrid(false);
    table_->setTabKeyNavigation(false);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(4 * Grid + 4);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    body()->addWidget(table_, 1);
}

void AgentsPage::refresh() {
    link().get(QStringLiteral("agents"), this, [this](const Reply& reply) {
        showProblem(reply.error);
        if (!reply.isOk()) return;
        const auto agents = api::parse_agents(reply.body);
        if (!agents) return showProblem(toQt(agents.error().message));
        fill(*agents);
    });
}

void AgentsPage::fill(const std::vector<api::AgentView>& agents) {
    model_->clear();
    model_->setHorizontalHeaderLabels(
        {tr("Agent"), tr("Version"), tr("Last call"), tr("Today"), tr("Way"), tr("Covers")});
    model_->horizontalHeaderItem(Today)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    for (const api::AgentView& agent : agents) {
        const QString last =
            agent.last_call_at ? Times::minute(*agent.last_call_at) : tr("never seen");
        const QStringList texts{Names::agent(agent.agent),
                                agent.version.empty() ? Money::dash() : toQt(agent.version),
                                last,
                                Money::exactCount(agent.calls_today),
                                agent.channel.empty() ? Money::dash() : Names::channel(agent.channel),
                                agent.coverage.empty() ? Money::dash() : toQt(agent.coverage)};
        QList<QStandardItem*> row;
        for (const QString& text : texts) {
            auto* item = new QStandardItem(text);
            item->setToolTip(text);
            row << item;
        }
        row[Today]->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        model_->appendRow(row);
    }
    const int widths[] = {16, 11, 17, 8, 12};
    for (int i = 0; i < 5; ++i) table_->setColumnWidth(i, widths[i] * Grid);
    table_->horizontalHeader()->setStretchLastSection(true);
}

}  // namespace farebox::ui
