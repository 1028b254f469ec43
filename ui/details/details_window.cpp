#include "ui/details/details_window.h"

#include <QPainter>

#include "ui/details/about_page.h"
#include "ui/details/agents_page.h"
#include "ui/details/budgets_page.h"
#include "ui/details/calls_page.h"
#include "ui/details/settings_page.h"
#include "ui/details/trend_page.h"
#include "ui/look/style_sheet.h"

namespace farebox::ui {

DetailsWindow::DetailsWindow(DaemonLink& link, QWidget* parent) : QWidget(parent, Qt::Window) {
    setWindowTitle(tr("Farebox"));
    setObjectName(QStringLiteral("details"));
    names_ = new QListWidget(this);
    names_->setProperty("role", QStringLiteral("nav"));
    names_->setAccessibleName(tr("Pages"));
    names_->setFixedWidth(22 * Grid);
    pages_ = new QStackedWidget(this);
    calls_ = new CallsPage(link, this);
    addPage(QStringLiteral("trend"), tr("Trend"), new TrendPage(link, this));
    addPage(QStringLiteral("calls"), tr("Calls"), calls_);
    addPage(QStringLiteral("budgets"), tr("Budgets"), new BudgetsPage(link, this));
    addPage(QStringLiteral("agents"), tr("Agents"), new AgentsPage(link, this));
    addPage(QStringLiteral("settings"), tr("Settings"), new SettingsPage(link, this));
    addPage(QStringLiteral("about"), tr("About"), new AboutPage(link, this));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(names_);
    row->addWidget(pages_, 1);
    connect(names_, &QListWidget::currentRowChanged, this, [this](int index) {
        pages_->setCurrentIndex(index);
        refresh();
    });
    names_->setCurrentRow(0);
    restyle();
    resize(145 * Grid, 85 * Grid);
}

void DetailsWindow::addPage(const QString& name, const QString& title, Page* page) {
    auto* item = new QListWidgetItem(title, names_);
    item->setData(Qt::UserRole, name);
    pages_->addWidget(page);
}

void DetailsWindow::openPage(const QString& name, const QString& filterKey,
                             const QString& filterValue) {
    for (int i = 0; i < names_->count(); ++i) {
        if (names_->item(i)->data(Qt::UserRole) == name) names_->setCurrentRow(i);
    }
    if (name == QLatin1String("calls")) calls_->setFilter(filterKey, filterValue);
    show();
    raise();
    activateWindow();
}

QString DetailsWindow::page() const {
    const QListWidgetItem* item = names_->currentItem();
    return item == nullptr ? QString() : item->data(Qt::UserRole).toString();
}

void DetailsWindow::refresh() {
    if (!isVisible()) return;
    if (auto* page = qobject_cast<Page*>(pages_->currentWidget())) page->refresh();
}

void DetailsWindow::restyle() {
    const Theme& theme = themeOf(this);
    isDark_ = theme.isDark;
    setStyleSheet(styleSheetOf(theme));
}

void DetailsWindow::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), themeOf(this).ground);
}

void DetailsWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && isDark_ != themeOf(this).isDark) {
        restyle();
        refresh();
    }
    QWidget::changeEvent(event);
}

void DetailsWindow::showEvent(QShowEvent*) { refresh(); }

}  // namespace farebox::ui
