#pragma once
// One question to the daemon over its socket: connects, asks, answers once, deletes itself.

#include <QLocalSocket>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QTimer>

#include <functional>

#include "core/base/json.h"
#include "ui/link/response_parser.h"

namespace farebox::ui {

struct Reply {
    int status = 0;   ///< 0 when no answer came
    Json body;        ///< null when there was none
    QString error;    ///< the daemon's own words, or what kept the answer away; "" when it worked

    bool isOk() const { return status >= 200 && status < 300; }
    bool isUnreachable() const { return status == 0; }
};

/// The bytes of a request. `body` null = none.
QByteArray formatRequest(const QByteArray& method, const QString& route, const Json& body);

class LocalRequest : public QObject {
    Q_OBJECT
public:
    using Callback = std::function<void(const Reply&)>;

    /// `context` dying cancels the callback. GUI thread.
    LocalRequest(const QString& socketPath, QByteArray request, QObject* context,
                 Callback callback);

private:
    void read();
    void end();
    void answer(const Reply& reply);

    QByteArray request_;
    QPointer<QObject> context_;
    Callback callback_;
    QLocalSocket socket_;
    QTimer deadline_;  // runs only while the answer is awaited
    ResponseParser parser_;
    QByteArray body_;
    bool isAnswered_ = false;
};

}  // namespace farebox::ui
