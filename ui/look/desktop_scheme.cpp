// The portal: https://flatpak.github.io/xdg-desktop-portal, interface Settings, version 1:
// color-scheme is 0 (no preference), 1 (dark) or 2 (light).

#include "ui/look/desktop_scheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

namespace farebox::ui {
namespace {

const QString Service = QStringLiteral("org.freedesktop.portal.Desktop");
const QString Path = QStringLiteral("/org/freedesktop/portal/desktop");
const QString Interface = QStringLiteral("org.freedesktop.portal.Settings");
const QString Group = QStringLiteral("org.freedesktop.appearance");
const QString Key = QStringLiteral("color-scheme");
constexpr uint NoPreference = 0;
constexpr uint Dark = 1;

class PortalScheme : public QObject {
    Q_OBJECT
public:
    explicit PortalScheme(std::function<void(bool)> onChoice) : onChoice_(std::move(onChoice)) {
        QDBusConnection bus = QDBusConnection::sessionBus();
        if (!bus.isConnected()) return;
        // From whoever speaks at that path: who may put a name on this bus is the person.
        bus.connect(QString(), Path, Interface, QStringLiteral("SettingChanged"), {Group, Key},
                    QString(), this, SLOT(changed(QString, QString, QDBusVariant)));
        QDBusMessage read =
            QDBusMessage::createMethodCall(Service, Path, Interface, QStringLiteral("Read"));
        read << Group << Key;
        // Not waited for: the portal may have to be started first.
        auto* call = new QDBusPendingCallWatcher(bus.asyncCall(read), this);
        connect(call, &QDBusPendingCallWatcher::finished, this, [this, call] {
            const QDBusPendingReply<QDBusVariant> reply = *call;
            call->deleteLater();
            if (reply.isError()) return;
            // Without a preference the palette that Qt found is as good.
            if (const uint choice = choiceOf(reply.value()); choice != NoPreference) tell(choice);
        });
    }

private Q_SLOTS:
    void changed(const QString& group, const QString& key, const QDBusVariant& value) {
        if (group == Group && key == Key) tell(choiceOf(value));
    }

private:
    /// Read wraps its value twice, SettingChanged once.
    static uint choiceOf(const QDBusVariant& value) {
        const QVariant inside = value.variant();
        if (inside.canConvert<QDBusVariant>()) return choiceOf(inside.value<QDBusVariant>());
        return inside.toUInt();
    }
    void tell(uint choice) { onChoice_(choice == Dark); }

    const std::function<void(bool)> onChoice_;
};

}  // namespace

std::unique_ptr<QObject> followDesktopScheme(std::function<void(bool isDark)> onChoice) {
    return std::make_unique<PortalScheme>(std::move(onChoice));
}

}  // namespace farebox::ui

#include "desktop_scheme.moc"
