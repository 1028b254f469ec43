#pragma once
// Whether the desktop wants dark windows, also when it changes its mind while we run.

#include <QObject>

#include <functional>
#include <memory>

namespace farebox::ui {

/// Tells the desktop's choice when it is known and whenever it changes; nothing where the desktop
/// does not say. Asks org.freedesktop.portal.Settings on the session bus (GNOME, KDE and others
/// answer there; Qt 6.4 itself does not), holds no timer, and ends with the returned object. GUI
/// thread.
std::unique_ptr<QObject> followDesktopScheme(std::function<void(bool isDark)> onChoice);

}  // namespace farebox::ui
