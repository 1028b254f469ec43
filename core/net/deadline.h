#pragma once
// A bound on what is being waited for: when it passes, every wait on the stream ends with
// operation_aborted. Lives on the waiting coroutine's frame; costs one timer while it lives.

#include <memory>

#include "core/net/stream.h"

namespace farebox::net {

class Deadline {
public:
    Deadline(IoContext& io, TcpSocket& socket, std::chrono::steady_clock::duration limit)
        : timer_(io, limit), state_(std::make_shared<State>(State{&socket})) {
        timer_.async_wait([state = state_](const asio::error_code& error) {
            // The handler may already be queued when the deadline's owner has moved on.
            if (error || state->socket == nullptr) return;
            state->passed = true;
            asio::error_code ignored;
            state->socket->cancel(ignored);
        });
    }
    ~Deadline() {
        state_->socket = nullptr;
        timer_.cancel();
    }
    Deadline(const Deadline&) = delete;
    Deadline& operator=(const Deadline&) = delete;
    bool passed() const { return state_->passed; }

private:
    struct State {
        TcpSocket* socket;
        bool passed = false;
    };
    Timer timer_;
    std::shared_ptr<State> state_;
};

}  // namespace farebox::net
