#pragma once
// Every setting with its value, its origin and its lock.

#include "ui/details/page.h"

namespace farebox::ui {

class SettingsPage : public Page {
    Q_OBJECT
public:
    SettingsPage(DaemonLink& link, QWidget* parent);
    void refresh() override;

private:
    void fill(const std::vector<api::SettingView>& settings);
    void store(const QString& key, const Json& value);
    void reset(const QString& key);

    std::vector<api::SettingView> shown_;
    QVBoxLayout* rows_;
};

}  // namespace farebox::ui
