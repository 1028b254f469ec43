#pragma once
// One agent's connection: its stream, what was read from it but not used yet, and who it is.
// Owned by the connection's coroutine; I/O thread only.

#include <string>
#include <string_view>

#include "core/net/stream.h"
#include "core/platform/socket_owner.h"

namespace farebox::proxy {

class Client {
public:
    Client(net::TcpSocket accepted, net::Scratch& scratch, std::uint64_t number_in_process)
        : stream(std::move(accepted), scratch), number(number_in_process) {}

    /// Bytes read and not used. May lie in the shared scratch: call `keep_unread` before the next
    /// co_await.
    std::string_view unread() const { return unread_; }
    void set_unread(std::string_view bytes) { unread_ = bytes; }
    void take(std::size_t count) { unread_.remove_prefix(count); }
    void keep_unread() {
        if (unread_.empty()) {
            carry_.clear();
        } else {
            carry_ = std::string(unread_);
        }
        unread_ = carry_;
    }

    net::PlainStream stream;
    const std::uint64_t number;
    platform::SocketPair socket;
    net::Stream* upstream = nullptr;  ///< the stream of the running call, for a forced stop
    bool in_call = false;
    /// A request is expected at once: from accept, and from a request's first byte, to its answer.
    bool is_asking = true;

private:
    std::string carry_;
    std::string_view unread_;
};

}  // namespace farebox::proxy
