#include "ui/tray/single_instance.h"

#include <QLocalSocket>

namespace farebox::ui {

SingleInstance::SingleInstance(const QString& folder, QObject* parent)
    : QObject(parent),
      socketPath_(folder + QStringLiteral("/farebox-tray.sock")),
      lock_(folder + QStringLiteral("/farebox-tray.lock")) {
    // The lock knows its owner's process and is taken over when that is gone.
    lock_.setStaleLockTime(0);
    server_.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&server_, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket* peer = server_.nextPendingConnection()) peer->deleteLater();
        Q_EMIT openAsked();
    });
}

bool SingleInstance::claim(bool wantsOpen) {
    if (lock_.tryLock(0)) {
        QLocalServer::removeServer(socketPath_);
        // Without the socket it works as well, only a second start stays silent.
        (void)server_.listen(socketPath_);
        return true;
    }
    if (wantsOpen) {
        QLocalSocket socket;
        socket.connectToServer(socketPath_);
        socket.waitForConnected(500);
    }
    return false;
}

}  // namespace farebox::ui
