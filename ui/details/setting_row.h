#pragma once
// One setting: what it is, its value, who set it. A locked one is disabled and says who locked it.

#include <QWidget>

#include "core/api/views.h"

namespace farebox::ui {

class SettingRow : public QWidget {
    Q_OBJECT
public:
    explicit SettingRow(const api::SettingView& setting, QWidget* parent = nullptr);

Q_SIGNALS:
    void changed(const QString& key, const farebox::Json& value);
    void resetAsked(const QString& key);

private:
    QWidget* makeEditor(const api::SettingView& setting);
    QWidget* makeText(const api::SettingView& setting, bool isNumber);

    QString key_;
};

}  // namespace farebox::ui
