#include "ui/link/event_parser.h"

namespace farebox::ui {

std::vector<api::Event> EventParser::feed(QByteArrayView bytes) {
    // An event of the local API has under a kilobyte; a line without end is thrown away.
    constexpr qsizetype MaxLine = 1024 * 1024;
    std::vector<api::Event> events;
    buffer_.append(bytes.data(), bytes.size());
    qsizetype end = 0;
    while ((end = buffer_.indexOf('\n')) >= 0) {
        QByteArray line = buffer_.left(end);
        buffer_.remove(0, end + 1);
        if (line.endsWith('\r')) line.chop(1);
        takeLine(line, events);
    }
    if (buffer_.size() > MaxLine) buffer_.clear();
    return events;
}

void EventParser::takeLine(QByteArrayView line, std::vector<api::Event>& events) {
    if (line.isEmpty()) {
        if (!name_.isEmpty() || !data_.isEmpty()) {
            auto data = parse_json(std::string_view(data_.constData(), data_.size()));
            events.push_back({name_.toStdString(), data ? std::move(data).value() : Json()});
        }
        name_.clear();
        data_.clear();
        return;
    }
    const QByteArray text(line.data(), line.size());
    const qsizetype colon = text.indexOf(':');
    const QByteArray field = colon < 0 ? text : text.left(colon);
    QByteArray value = colon < 0 ? QByteArray() : text.mid(colon + 1);
    if (value.startsWith(' ')) value.remove(0, 1);
    if (field == "event") name_ = value;
    if (field == "data") data_ += data_.isEmpty() ? value : '\n' + value;
}

}  // namespace farebox::ui
