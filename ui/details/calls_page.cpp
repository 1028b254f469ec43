#include "ui/details/calls_page.h"

#include <QHeaderView>
#include <QSplitter>
#include <QUrl>

#include "ui/base/text.h"
#include "ui/widgets/buttons.h"

namespace farebox::ui {
namespace {

constexpr int MaxCalls = 500;

}  // namespace

CallsPage::CallsPage(DaemonLink& link, QWidget* parent) : Page(tr("Calls"), link, parent) {
    model_ = new CallsModel(this);
    filtered_ = new QSortFilterProxyModel(this);
    filtered_->setSourceModel(model_);
    filtered_->setFilterCaseSensitivity(Qt::CaseInsensitive);
    filtered_->setFilterKeyColumn(-1);
    search_ = new QLineEdit(this);
    search_->setPlaceholderText(tr("Filter by agent, repository, branch or model"));
    search_->setAccessibleName(tr("Filter"));
    search_->setClearButtonEnabled(true);
    clear_ = makeButton(tr("Show all"), ButtonRole::Plain, this);
    clear_->setVisible(false);
    count_ = new TextLabel(TextRole::Caption, Ink::Muted, this);
    table_ = new QTableView(this);
    pane_ = new QTextBrowser(this);
    form_ = new AssignForm(this);
    layOut();
    connectForm();
    const auto recount = [this] {
        count_->setText(tr("%Ln call(s)", nullptr, filtered_->rowCount()));
    };
    connect(search_, &QLineEdit::textChanged, filtered_,
            &QSortFilterProxyModel::setFilterFixedString);
    connect(filtered_, &QAbstractItemModel::modelReset, this, recount);
    connect(filtered_, &QAbstractItemModel::rowsInserted, this, recount);
    connect(filtered_, &QAbstractItemModel::rowsRemoved, this, recount);
    connect(clear_, &QPushButton::clicked, this, [this] { setFilter({}, {}); });
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &CallsPage::showChosen);
}

void CallsPage::layOut() {
    table_->setModel(filtered_);
    table_->setAccessibleName(tr("Calls"));
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setShowGrid(false);
    table_->setTabKeyNavigation(false);
    table_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table_->setWordWrap(false);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(4 * Grid);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setMinimumSectionSize(6 * Grid);
    table_->horizontalHeader()->setSectionResizeMode(CallsModel::Place, QHeaderView::Stretch);
    const int widths[] = {14, 13, 0, 26, 9, 9, 10};
    for (int i = 0; i < CallsModel::ColumnCount; ++i) {
        if (widths[i] > 0) table_->setColumnWidth(i, widths[i] * Grid);
    }
    pane_->setAccessibleName(tr("The chosen call"));
    pane_->setOpenLinks(false);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->addWidget(table_);
    split->addWidget(pane_);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setHandleWidth(1);
    split->setChildrenCollapsible(false);
    auto* row = new QHBoxLayout;
    row->addWidget(search_, 1);
    row->addWidget(clear_);
    titleRow()->addWidget(count_);
    body()->addLayout(row);
    body()->addWidget(split, 1);
    body()->addWidget(form_);
}

void CallsPage::connectForm() {
    connect(form_, &AssignForm::submitted, this, [this](const Json& rule) {
        link().send("PUT", QStringLiteral("assignments"), rule, this, [this](const Reply& reply) {
            form_->finish(tr("It counts from the next call on. `farebox assign` lists the rules."),
                          reply.error);
        });
    });
    connect(form_, &AssignForm::removeAsked, this, [this](bool isFolder, const QString& subject) {
        const QString route = QStringLiteral("assignments?%1=%2")
                                  .arg(isFolder ? QStringLiteral("folder") : QStringLiteral("program"),
                                       QString::fromLatin1(QUrl::toPercentEncoding(subject)));
        link().send("DELETE", route, Json(), this, [this](const Reply& reply) {
            form_->finish(tr("The rule is gone; this call stays where it placed it."), reply.error);
        });
    });
}

// For completing what is typed; without it the form works as well.
void CallsPage::fetchRepos() {
    link().get(QStringLiteral("spend?by=repo&since=30d"), this, [this](const Reply& reply) {
        const Json* rows = reply.isOk() ? find_member(reply.body, "rows") : nullptr;
        if (rows == nullptr || !rows->is_array()) return;
        QStringList repos;
        for (const Json& row : *rows) {
            const QString repo = toQt(find_string(row, "repo").value_or(""));
            if (!repo.isEmpty()) repos << repo;
        }
        form_->setRepos(repos);
    });
}

void CallsPage::setFilter(const QString& key, const QString& value) {
    filterKey_ = key;
    filterValue_ = value;
    clear_->setVisible(!key.isEmpty());
    clear_->setToolTip(key.isEmpty() ? QString() : key + QStringLiteral(" = ") + value);
    refresh();
}

void CallsPage::refresh() {
    QString route = QStringLiteral("calls?limit=%1").arg(MaxCalls);
    if (!filterKey_.isEmpty()) {
        route += QLatin1Char('&') + filterKey_ + QLatin1Char('=') +
                 QString::fromLatin1(QUrl::toPercentEncoding(filterValue_));
    }
    link().get(route, this, [this](const Reply& reply) { fill(reply); });
}

void CallsPage::fill(const Reply& reply) {
    showProblem(reply.error);
    if (!reply.isOk()) return;
    auto calls = api::parse_calls(reply.body);
    if (!calls) return showProblem(toQt(calls.error().message));
    const QModelIndex before = table_->currentIndex();
    const std::string chosen =
        before.isValid() ? model_->call(filtered_->mapToSource(before).row()).call_id : "";
    model_->setCalls(std::move(calls).value());
    // The chosen call stays chosen when newer ones arrive above it.
    int row = 0;
    for (int i = 0; i < model_->rowCount(); ++i) {
        if (model_->call(i).call_id == chosen) row = i;
    }
    if (model_->rowCount() == 0) return showChosen();
    const QModelIndex index = filtered_->mapFromSource(model_->index(row, 0));
    table_->setCurrentIndex(index.isValid() ? index : filtered_->index(0, 0));
    showChosen();
}

void CallsPage::showChosen() {
    const QModelIndex index = filtered_->mapToSource(table_->currentIndex());
    if (!index.isValid()) {
        form_->setView({});
        return pane_->clear();
    }
    const api::CallRow& call = model_->call(index.row());
    pane_->setHtml(paneHtml(call, themeOf(this)));
    form_->setView(AssignViews::make(call));
    if (form_->isVisible()) fetchRepos();
}

}  // namespace farebox::ui
