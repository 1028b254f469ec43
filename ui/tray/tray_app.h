#pragma once
// The tray: makes the parts and joins them. What people click becomes a question to the daemon;
// what the daemon says becomes a picture.

#include <QElapsedTimer>
#include <QObject>
#include <QSystemTrayIcon>

#include <functional>
#include <memory>

#include "ui/details/details_window.h"
#include "ui/link/daemon_link.h"
#include "ui/popover/popover.h"
#include "ui/tray/live_model.h"
#include "ui/tray/tray_menu.h"
#include "ui/tray/welcome.h"

namespace farebox::ui {

/// Starting at login, as the system does it. Unset = there is no way.
struct AutostartDoor {
    std::function<bool()> isOn;
    /// "" or what went wrong.
    std::function<QString(bool isOn)> set;
};

struct TrayOptions {
    QString socketPath;
    QString memoryFile;  ///< the tray's own few facts (was the first page seen), an INI file
    bool isBackground = false;  ///< started at login: opens nothing
    AutostartDoor autostart;
    std::function<UtcNs()> now;
    /// Speaks another language from then on ("" = the system's). Unset: the one of the start stays.
    std::function<void(const QString& language)> useLanguage;
};

class TrayApp : public QObject {
    Q_OBJECT
public:
    explicit TrayApp(TrayOptions options, QObject* parent = nullptr);
    ~TrayApp() override;
    /// What tray.language said last; "" = the system's. For main(), before anything is translated.
    static QString rememberedLanguage(const QString& memoryFile);
    void start();
    void openPopover();
    /// The palette has changed: what is drawn by hand is drawn anew.
    void restyle();

Q_SIGNALS:
    void quitAsked();

private:
    void makePopover();
    void makeMenu();
    void rebuild();
    void show();
    void activated(QSystemTrayIcon::ActivationReason reason);
    void openDetails(const QString& page, const QString& key, const QString& value);
    void openWelcome();
    void setAutostart(bool isOn);
    void submitOverride(const QString& budgetId, int minutes, const QString& reason);
    void requestOverride(const QString& budgetId, int minutes, const QString& reason);
    void ask(const QByteArray& method, const QString& route, const Json& body);
    void eventArrived(const api::Event& event);
    void notify(const api::Event& event);
    void followPolicy();
    void follow(const api::SettingView& setting);
    void followAutostart(const api::SettingView& setting, bool isOn);
    void followLanguage(const QString& language);

    TrayOptions options_;
    DaemonLink link_;
    LiveModel model_;
    std::unique_ptr<TrayMenu> menu_;
    std::unique_ptr<Popover> popover_;
    std::unique_ptr<DetailsWindow> details_;  // made when first opened
    std::unique_ptr<Welcome> welcome_;
    QSystemTrayIcon icon_;  // last: gone before what its clicks reach
    Mood shownMood_ = Mood::Down;
    std::int64_t shownFill_ = -1;
    QString shownFigure_;
    ShownAmount shownAmount_ = ShownAmount::None;
    QElapsedTimer sinceClosed_;
    bool isAutostartLocked_ = false;
    bool wantsNotifications_ = true;
};

}  // namespace farebox::ui
