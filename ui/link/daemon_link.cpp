// How a restart is seen. The daemon that dies closes the event connection; the one that comes makes
// a socket file, and its folder says so. Between bind() and listen() the file is there and refuses,
// therefore a few short retries follow each change of the folder, and then silence.

#include "ui/link/daemon_link.h"

#include <QDir>
#include <QFileInfo>

namespace farebox::ui {
namespace {

constexpr int FirstRetryMs = 40;
constexpr int MaxRetries = 5;  // 40 + 80 + ... + 640 ms

}  // namespace

DaemonLink::DaemonLink(QString socketPath, QObject* parent)
    : QObject(parent), socketPath_(std::move(socketPath)) {
    retry_.setSingleShot(true);
    connect(&retry_, &QTimer::timeout, this, &DaemonLink::connectEvents);
    connect(&watcher_, &QFileSystemWatcher::directoryChanged, this, &DaemonLink::placeChanged);
}

DaemonLink::~DaemonLink() { dropEvents(); }

void DaemonLink::start() {
    watchPlace();
    connectEvents();
}

void DaemonLink::get(const QString& route, QObject* context, LocalRequest::Callback callback) {
    send("GET", route, Json(), context, std::move(callback));
}

void DaemonLink::send(const QByteArray& method, const QString& route, const Json& body,
                      QObject* context, LocalRequest::Callback callback) {
    QPointer<DaemonLink> self(this);
    const auto seen = [self, callback = std::move(callback)](const Reply& reply) {
        // Who answers is there, and a daemon without events is known only by its answers.
        if (self && reply.isUnreachable() && self->state_ == LinkState::Silent) {
            self->setState(LinkState::Down);
        }
        callback(reply);
    };
    // Deletes itself when it has answered.
    new LocalRequest(socketPath_, formatRequest(method, route, body), context, seen);
}

// The folder of the socket, or while that is missing the nearest one above it.
void DaemonLink::watchPlace() {
    QString place = QFileInfo(socketPath_).absolutePath();
    while (!QFileInfo::exists(place) && place != QDir::rootPath()) {
        place = QFileInfo(place).absolutePath();
    }
    const QStringList watched = watcher_.directories();
    if (watched.contains(place)) return;
    if (!watched.isEmpty()) watcher_.removePaths(watched);
    watcher_.addPath(place);
}

void DaemonLink::placeChanged() {
    watchPlace();
    if (state_ == LinkState::Live) return;
    retries_ = 0;
    connectEvents();
}

void DaemonLink::connectEvents() {
    retry_.stop();
    if (events_) return;
    if (!QFileInfo::exists(socketPath_)) return setState(LinkState::Down);
    response_ = {};
    parser_ = {};
    events_ = std::make_unique<QLocalSocket>();
    connect(events_.get(), &QLocalSocket::connected, this, [this] {
        events_->write(formatRequest("GET", QStringLiteral("events"), Json()));
    });
    connect(events_.get(), &QLocalSocket::readyRead, this, &DaemonLink::readEvents);
    connect(events_.get(), &QLocalSocket::disconnected, this, &DaemonLink::eventsEnded);
    connect(events_.get(), &QLocalSocket::errorOccurred, this, &DaemonLink::eventsEnded);
    events_->connectToServer(socketPath_);
}

void DaemonLink::readEvents() {
    if (!events_) return;
    if (!response_.feed(events_->readAll())) return eventsEnded();
    if (!response_.hasHead()) return;
    if (response_.status() != 200) {
        dropEvents();
        return setState(LinkState::Silent);
    }
    retries_ = 0;
    setState(LinkState::Live);
    const QByteArray body = response_.takeBody();
    for (const api::Event& event : parser_.feed(body)) Q_EMIT eventArrived(event);
    if (response_.isComplete()) eventsEnded();
}

void DaemonLink::eventsEnded() {
    if (!events_) return;
    const bool wasLive = state_ == LinkState::Live;
    dropEvents();
    setState(LinkState::Down);
    // After a clean end the socket may already be the next daemon's.
    if (wasLive) retries_ = 0;
    if (retries_ >= MaxRetries || !QFileInfo::exists(socketPath_)) return;
    retry_.start(FirstRetryMs << retries_++);
}

void DaemonLink::dropEvents() {
    if (!events_) return;
    // Its own signal may be running.
    events_->disconnect(this);
    events_->abort();
    events_.release()->deleteLater();
}

void DaemonLink::setState(LinkState state) {
    if (state_ == state) return;
    state_ = state;
    Q_EMIT stateChanged(state);
}

}  // namespace farebox::ui
