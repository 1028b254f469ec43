#include "ui/link/local_request.h"

#include "ui/base/text.h"

namespace farebox::ui {
namespace {

// A month over a million rows takes the daemon two seconds on a slow machine.
constexpr int DeadlineMs = 15'000;

Reply replyOf(int status, const QByteArray& bytes) {
    Reply reply;
    reply.status = status;
    if (auto body = parse_json(std::string_view(bytes.constData(), bytes.size()))) {
        reply.body = std::move(body).value();
    }
    if (reply.isOk()) return reply;
    const Json* error = find_member(reply.body, "error");
    const auto message = error == nullptr ? std::nullopt : find_string(*error, "message");
    reply.error = message ? toQt(*message)
                          : LocalRequest::tr("The daemon answered with status %1.").arg(status);
    return reply;
}

}  // namespace

QByteArray formatRequest(const QByteArray& method, const QString& route, const Json& body) {
    QByteArray text = method + " /_farebox/v1/" + route.toUtf8() +
                      " HTTP/1.1\r\nHost: farebox\r\nConnection: close\r\n";
    if (body.is_null()) return text + "\r\n";
    const std::string bytes = to_text(body);
    text += "Content-Type: application/json\r\nContent-Length: ";
    text += QByteArray::number(static_cast<qulonglong>(bytes.size())) + "\r\n\r\n";
    return text + QByteArray::fromStdString(bytes);
}

LocalRequest::LocalRequest(const QString& socketPath, QByteArray request, QObject* context,
                           Callback callback)
    : request_(std::move(request)), context_(context), callback_(std::move(callback)) {
    connect(&socket_, &QLocalSocket::connected, this, [this] { socket_.write(request_); });
    connect(&socket_, &QLocalSocket::readyRead, this, &LocalRequest::read);
    connect(&socket_, &QLocalSocket::disconnected, this, &LocalRequest::end);
    connect(&socket_, &QLocalSocket::errorOccurred, this, &LocalRequest::end);
    connect(&deadline_, &QTimer::timeout, this, &LocalRequest::end);
    deadline_.setSingleShot(true);
    deadline_.start(DeadlineMs);
    // After the constructor, so that an error at once finds the owner ready.
    QMetaObject::invokeMethod(
        this, [this, socketPath] { socket_.connectToServer(socketPath); }, Qt::QueuedConnection);
}

void LocalRequest::read() {
    if (!parser_.feed(socket_.readAll())) return end();
    body_ += parser_.takeBody();
    if (parser_.isComplete()) end();
}

void LocalRequest::end() {
    const QByteArray rest = socket_.isOpen() ? socket_.readAll() : QByteArray();
    if (!rest.isEmpty() && parser_.feed(rest)) body_ += parser_.takeBody();
    if (parser_.finish()) return answer(replyOf(parser_.status(), body_));
    Reply reply;
    reply.error = deadline_.isActive() ? tr("The daemon does not answer.")
                                       : tr("The daemon took too long to answer.");
    answer(reply);
}

void LocalRequest::answer(const Reply& reply) {
    if (isAnswered_) return;
    isAnswered_ = true;
    deadline_.stop();
    socket_.disconnect(this);
    deleteLater();
    if (context_) callback_(reply);
}

}  // namespace farebox::ui
