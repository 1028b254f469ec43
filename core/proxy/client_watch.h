#pragma once
// Notices that the agent hung up while its answer is still coming.
//
// The vendor bills what it generates, and its final figures come last. So the upstream is read on
// for `drain` after the agent has left: long enough for a terminal event that is already on its
// way, short enough that a cancelled generation is not paid to its end (docs/decisions/0003).

#include <memory>

#include "core/net/stream.h"

namespace farebox::proxy {

/// Lives on the frame of the coroutine that passes the answer on. I/O thread only.
class ClientWatch {
public:
    ClientWatch(net::IoContext& io, net::Stream& client, net::Stream& upstream,
                std::chrono::milliseconds drain);
    ~ClientWatch();
    ClientWatch(const ClientWatch&) = delete;
    ClientWatch& operator=(const ClientWatch&) = delete;

    bool client_left() const;
    /// A write to the agent failed: starts the same clock.
    void client_is_gone();

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace farebox::proxy
