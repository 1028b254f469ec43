#pragma once
// The line to the daemon: questions, answers, and one open connection that brings its events.
//
// At rest it holds one socket and no timer: the daemon speaks when something changed, and the file
// system says when the socket appears again after a restart. A daemon without `events` (404) is
// asked whenever the popover opens. Owned by the application, GUI thread only.

#include <QFileSystemWatcher>
#include <QLocalSocket>
#include <QObject>
#include <QString>
#include <QTimer>

#include <memory>

#include "core/api/views.h"
#include "ui/link/event_parser.h"
#include "ui/link/local_request.h"

namespace farebox::ui {

enum class LinkState {
    Down,    ///< nobody answers at the socket
    Live,    ///< events arrive
    Silent,  ///< the daemon answers but has no events
};

class DaemonLink : public QObject {
    Q_OBJECT
public:
    explicit DaemonLink(QString socketPath, QObject* parent = nullptr);
    ~DaemonLink() override;

    /// Connects, and from then on by itself whenever the daemon is there.
    void start();
    LinkState state() const { return state_; }

    /// Route after /_farebox/v1/, "trend?days=30". `context` dying cancels the callback.
    void get(const QString& route, QObject* context, LocalRequest::Callback callback);
    void send(const QByteArray& method, const QString& route, const Json& body, QObject* context,
              LocalRequest::Callback callback);

Q_SIGNALS:
    void stateChanged(farebox::ui::LinkState state);
    void eventArrived(const farebox::api::Event& event);

private:
    void watchPlace();
    void placeChanged();
    void connectEvents();
    void readEvents();
    void eventsEnded();
    void dropEvents();
    void setState(LinkState state);

    const QString socketPath_;
    LinkState state_ = LinkState::Down;
    QFileSystemWatcher watcher_;
    QTimer retry_{this};  // runs for under two seconds after the socket appeared
    int retries_ = 0;
    std::unique_ptr<QLocalSocket> events_;
    ResponseParser response_;
    EventParser parser_;
};

}  // namespace farebox::ui
