#pragma once
// Server-sent events, byte by byte, without a socket.

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

#include "core/api/views.h"

namespace farebox::ui {

class EventParser {
public:
    /// The events that these bytes complete. Comments and ids are passed over.
    std::vector<api::Event> feed(QByteArrayView bytes);

private:
    void takeLine(QByteArrayView line, std::vector<api::Event>& events);

    QByteArray buffer_;
    QByteArray name_;
    QByteArray data_;
};

}  // namespace farebox::ui
