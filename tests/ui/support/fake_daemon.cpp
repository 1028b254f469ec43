#include "tests/ui/support/fake_daemon.h"

namespace farebox::tests {
namespace {

QByteArray message(int status, const std::string& body) {
    return "HTTP/1.1 " + QByteArray::number(status) +
           " Said\r\nContent-Type: application/json\r\nContent-Length: " +
           QByteArray::number(static_cast<qulonglong>(body.size())) +
           "\r\nConnection: close\r\n\r\n" + QByteArray::fromStdString(body);
}

}  // namespace

bool FakeDaemon::start(bool hasEvents) {
    hasEvents_ = hasEvents;
    QLocalServer::removeServer(socketPath_);
    connect(&server_, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket* peer = server_.nextPendingConnection()) {
            connect(peer, &QLocalSocket::readyRead, this, [this, peer] { serve(peer); });
            connect(peer, &QLocalSocket::disconnected, peer, &QObject::deleteLater);
        }
    });
    return server_.listen(socketPath_);
}

void FakeDaemon::stop() {
    server_.disconnect(this);
    server_.close();
    for (const auto& peer : events_) {
        if (peer) peer->abort();
    }
    events_.clear();
}

void FakeDaemon::setAnswer(const std::string& methodAndRoute, int status, Json body) {
    answers_[methodAndRoute] = {status, std::move(body)};
}

int FakeDaemon::count(const std::string& route) const {
    int found = 0;
    for (const Request& request : requests_) found += request.route == route;
    return found;
}

void FakeDaemon::serve(QLocalSocket* peer) {
    const QByteArray text = peer->peek(1 << 20);
    const auto end = text.indexOf("\r\n\r\n");
    if (end < 0 || isSilent_) return;
    const auto at = text.toLower().indexOf("content-length:");
    const qint64 length =
        at < 0 ? 0 : text.mid(at + 15, text.indexOf('\r', at) - at - 15).trimmed().toLongLong();
    if (text.size() < end + 4 + length) return;
    peer->readAll();
    const QList<QByteArray> words = text.left(text.indexOf('\r')).split(' ');
    auto body = parse_json(text.mid(end + 4).toStdString());
    const Request request{words[0].toStdString(),
                          words[1].mid(static_cast<int>(sizeof("/_farebox/v1/")) - 1).toStdString(),
                          body ? *body : Json()};
    requests_.push_back(request);
    answer(peer, request);
    Q_EMIT asked();
}

void FakeDaemon::answer(QLocalSocket* peer, const Request& request) {
    if (request.route == "events" && hasEvents_) {
        peer->write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n: hello\n\n");
        events_.push_back(peer);
        return;
    }
    const auto found = answers_.find(request.method + " " + request.route);
    const Json none = {{"error", {{"code", "not_found"}, {"message", "no such route"}}}};
    peer->write(found == answers_.end()
                    ? message(404, to_text(none))
                    : message(found->second.first, to_text(found->second.second)));
    peer->disconnectFromServer();
}

void FakeDaemon::push(const std::string& event, const Json& data) {
    const std::string text = "event: " + event + "\ndata: " + to_text(data) + "\n\n";
    for (const auto& peer : events_) {
        if (peer) peer->write(QByteArray::fromStdString(text));
    }
}

}  // namespace farebox::tests
