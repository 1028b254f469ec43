#pragma once
// A daemon's socket with canned answers: plays the local API for the tray's tests.

#include <QLocalServer>
#include <QLocalSocket>
#include <QObject>

#include <map>
#include <string>
#include <vector>

#include "core/base/json.h"

namespace farebox::tests {

class FakeDaemon : public QObject {
    Q_OBJECT
public:
    struct Request {
        std::string method;
        std::string route;  ///< "summary", "trend?days=30"
        Json body;
    };

    explicit FakeDaemon(QString socketPath) : socketPath_(std::move(socketPath)) {}
    ~FakeDaemon() override { stop(); }

    /// Opens the socket; with `hasEvents` it answers the route `events` and keeps it open.
    bool start(bool hasEvents = true);
    /// Closes it and every connection, as a crash would (the file stays).
    void stop();
    void setAnswer(const std::string& methodAndRoute, int status, Json body);
    /// Connections that are accepted and never answered.
    void setSilent(bool isSilent) { isSilent_ = isSilent; }
    void push(const std::string& event, const Json& data);
    const std::vector<Request>& requests() const { return requests_; }
    int count(const std::string& route) const;
    int eventConnections() const { return static_cast<int>(events_.size()); }

Q_SIGNALS:
    void asked();

private:
    void serve(QLocalSocket* peer);
    void answer(QLocalSocket* peer, const Request& request);

    const QString socketPath_;
    QLocalServer server_;
    bool hasEvents_ = true;
    bool isSilent_ = false;
    std::map<std::string, std::pair<int, Json>> answers_;
    std::vector<Request> requests_;
    std::vector<QPointer<QLocalSocket>> events_;
};

}  // namespace farebox::tests
