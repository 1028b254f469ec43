#include "ui/details/settings_page.h"

#include <QScrollArea>

#include "ui/base/text.h"
#include "ui/details/setting_row.h"

namespace farebox::ui {

SettingsPage::SettingsPage(DaemonLink& link, QWidget* parent) : Page(tr("Settings"), link, parent) {
    auto* inside = new QWidget;
    inside->setAutoFillBackground(false);
    rows_ = new QVBoxLayout(inside);
    rows_->setContentsMargins(0, 0, 0, 0);
    rows_->setSpacing(0);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->viewport()->setAutoFillBackground(false);
    body()->addWidget(scroll, 1);
}

void SettingsPage::refresh() {
    link().get(QStringLiteral("policy"), this, [this](const Reply& reply) {
        showProblem(reply.error);
        if (!reply.isOk()) return;
        const auto settings = api::parse_settings(reply.body);
        if (!settings) return showProblem(toQt(settings.error().message));
        fill(*settings);
    });
}

void SettingsPage::fill(const std::vector<api::SettingView>& settings) {
    // A row that is being edited stays when nothing changed.
    if (settings == shown_) return;
    shown_ = settings;
    while (QLayoutItem* item = rows_->takeAt(0)) {
        if (item->widget() != nullptr) item->widget()->deleteLater();
        delete item;
    }
    for (const api::SettingView& setting : settings) {
        auto* row = new SettingRow(setting, this);
        connect(row, &SettingRow::changed, this, &SettingsPage::store);
        connect(row, &SettingRow::resetAsked, this, &SettingsPage::reset);
        rows_->addWidget(row);
        rows_->addWidget(new Hairline(this));
    }
    rows_->addStretch();
}

void SettingsPage::store(const QString& key, const Json& value) {
    link().send("PUT", QStringLiteral("settings/") + key, Json{{"value", value}}, this,
                [this](const Reply& reply) {
                    if (!reply.isOk()) return showProblem(reply.error);
                    refresh();
                });
}

void SettingsPage::reset(const QString& key) {
    link().send("DELETE", QStringLiteral("settings/") + key, Json(), this,
                [this](const Reply& reply) {
                    if (!reply.isOk()) return showProblem(reply.error);
                    refresh();
                });
}

}  // namespace farebox::ui
