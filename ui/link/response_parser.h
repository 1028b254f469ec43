#pragma once
// One HTTP/1.1 response, byte by byte, without a socket.
//
// Takes bodies with a length, in chunks, and until the peer closes: `events` never ends, the other
// answers of the local API have a length.

#include <QByteArray>
#include <QByteArrayView>

namespace farebox::ui {

class ResponseParser {
public:
    /// Takes the next bytes. False when they are no HTTP response; nothing is parsed after that.
    bool feed(QByteArrayView bytes);
    /// The peer closed. True when the response is whole.
    bool finish();

    bool hasHead() const { return state_ != State::Head && state_ != State::Broken; }
    bool isComplete() const { return state_ == State::Done; }
    int status() const { return status_; }
    /// What arrived of the body since the last call.
    QByteArray takeBody();

private:
    enum class State { Head, Sized, ChunkSize, ChunkData, ChunkEnd, UntilClose, Done, Broken };

    bool parseHead(const QByteArray& head);
    bool step();
    bool stepHead();
    bool stepSized(State next);
    bool stepChunkSize();
    bool stepChunkEnd();

    State state_ = State::Head;
    int status_ = 0;
    qint64 left_ = 0;  ///< bytes of the body or the chunk that are still to come
    QByteArray buffer_;
    QByteArray body_;
};

}  // namespace farebox::ui
