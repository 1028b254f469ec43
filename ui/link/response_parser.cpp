#include "ui/link/response_parser.h"

#include <QList>

namespace farebox::ui {
namespace {

// The daemon is ours, but a wrong program behind the socket must not fill our memory.
constexpr qsizetype MaxHead = 64 * 1024;
constexpr qint64 MaxBody = 64 * 1024 * 1024;

}  // namespace

bool ResponseParser::feed(QByteArrayView bytes) {
    buffer_.append(bytes.data(), bytes.size());
    while (step()) {
    }
    return state_ != State::Broken;
}

bool ResponseParser::finish() {
    if (state_ == State::UntilClose) state_ = State::Done;
    return state_ == State::Done;
}

QByteArray ResponseParser::takeBody() { return std::exchange(body_, {}); }

// True when there may be more to do with what is in the buffer.
bool ResponseParser::step() {
    switch (state_) {
        case State::Head: return stepHead();
        case State::Sized: return stepSized(State::Done);
        case State::ChunkSize: return stepChunkSize();
        case State::ChunkData: return stepSized(State::ChunkEnd);
        case State::ChunkEnd: return stepChunkEnd();
        case State::UntilClose: body_ += std::exchange(buffer_, {}); return false;
        case State::Done:
        case State::Broken: return false;
    }
    return false;
}

bool ResponseParser::stepHead() {
    const qsizetype end = buffer_.indexOf("\r\n\r\n");
    if (end < 0) {
        if (buffer_.size() > MaxHead) state_ = State::Broken;
        return false;
    }
    const QByteArray head = buffer_.left(end);
    buffer_.remove(0, end + 4);
    if (!parseHead(head)) state_ = State::Broken;
    return state_ != State::Broken;
}

bool ResponseParser::parseHead(const QByteArray& head) {
    const QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> words = lines.first().trimmed().split(' ');
    if (words.size() < 2 || !words[0].startsWith("HTTP/1.")) return false;
    status_ = words[1].toInt();
    if (status_ < 200 || status_ > 599) return false;
    state_ = State::UntilClose;
    for (const QByteArray& line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        const QByteArray name = line.left(colon).trimmed().toLower();
        const QByteArray value = line.mid(colon + 1).trimmed();
        if (name == "content-length") {
            bool ok = false;
            left_ = value.toLongLong(&ok);
            if (!ok || left_ < 0 || left_ > MaxBody) return false;
            state_ = left_ == 0 ? State::Done : State::Sized;
        } else if (name == "transfer-encoding" && value.toLower() == "chunked") {
            state_ = State::ChunkSize;
            break;
        }
    }
    return true;
}

bool ResponseParser::stepSized(State next) {
    const qsizetype count = static_cast<qsizetype>(qMin<qint64>(left_, buffer_.size()));
    body_ += buffer_.left(count);
    buffer_.remove(0, count);
    left_ -= count;
    if (left_ > 0) return false;
    state_ = next;
    return true;
}

bool ResponseParser::stepChunkSize() {
    const qsizetype end = buffer_.indexOf("\r\n");
    if (end < 0) return false;
    bool ok = false;
    left_ = buffer_.left(end).split(';').first().trimmed().toLongLong(&ok, 16);
    buffer_.remove(0, end + 2);
    if (!ok || left_ < 0 || left_ > MaxBody) state_ = State::Broken;
    else state_ = left_ == 0 ? State::Done : State::ChunkData;
    return true;
}

bool ResponseParser::stepChunkEnd() {
    if (buffer_.size() < 2) return false;
    buffer_.remove(0, 2);
    state_ = State::ChunkSize;
    return true;
}

}  // namespace farebox::ui
