#include "ui/state/setting_text.h"

#include "ui/base/text.h"

namespace farebox::ui {

QString SettingTexts::title(const api::SettingView& setting) {
    return toQt(setting.title.empty() ? setting.key : setting.title);
}

QString SettingTexts::value(const api::SettingView& setting) {
    const Json& value = setting.value;
    if (value.is_boolean()) return value.get<bool>() ? tr("on") : tr("off");
    if (value.is_string()) return toQt(value.get<std::string>());
    if (value.is_array() || value.is_object()) {
        return tr("%Ln entries", nullptr, static_cast<int>(value.size()));
    }
    return value.is_null() ? tr("not set") : toQt(to_text(value));
}

QString SettingTexts::origin(const api::SettingView& setting) {
    const QString where = toQt(setting.origin);
    const auto at = [&where](const QString& text) {
        //: Who set a value, and the file or key where it is written.
        return where.isEmpty() ? text : tr("%1 (%2)").arg(text, where);
    };
    if (setting.source == "device_enforced") return at(tr("Locked by this machine's policy"));
    if (setting.source == "collector_enforced") return at(tr("Locked by your organisation"));
    if (setting.is_locked) return at(tr("Locked"));
    if (!setting.is_users) return at(tr("Only who manages this machine can set this"));
    if (setting.needs_restart) return at(tr("Counts after a restart of Farebox"));
    if (setting.source == "user") return at(tr("Set by you"));
    if (setting.source == "collector_default") return at(tr("Suggested by your organisation"));
    if (setting.source == "device_default") return at(tr("Suggested by this machine"));
    return tr("Default");
}

bool SettingTexts::canChange(const api::SettingView& setting) {
    return !setting.is_locked && setting.is_users;
}

bool SettingTexts::isEditable(const api::SettingView& setting) {
    const std::string& type = setting.type;
    return type == "bool" || type == "int" || type == "text" ||
           (type == "enum" && !setting.words.empty());
}

}  // namespace farebox::ui
