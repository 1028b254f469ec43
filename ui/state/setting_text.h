#pragma once
// Settings as a person sees them: the value as text, and who locked it.

#include <QCoreApplication>
#include <QString>

#include "core/api/views.h"

namespace farebox::ui {

class SettingTexts {
    Q_DECLARE_TR_FUNCTIONS(SettingTexts)
public:
    static QString title(const api::SettingView& setting);
    /// "on", "7717", "2 entries"; for what has no editor here.
    static QString value(const api::SettingView& setting);
    /// "Locked by this machine's policy (/etc/farebox/policy.json)", "Set by you", "Default".
    static QString origin(const api::SettingView& setting);
    /// False when it is locked, or not the person's to set.
    static bool canChange(const api::SettingView& setting);
    /// True for the types that a row can edit.
    static bool isEditable(const api::SettingView& setting);
};

}  // namespace farebox::ui
