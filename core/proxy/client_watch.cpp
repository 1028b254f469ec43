#include "core/proxy/client_watch.h"

#include <asio/buffer.hpp>

namespace farebox::proxy {

// Shared with the pending handlers, which may still be queued when the watch is gone.
struct ClientWatch::State : std::enable_shared_from_this<State> {
    State(net::IoContext& io, net::Stream& client_stream, net::Stream& upstream_stream,
          std::chrono::milliseconds limit)
        : client(&client_stream), upstream(&upstream_stream), timer(io), drain(limit) {}

    void watch() {
        client->socket().async_wait(net::TcpSocket::wait_read,
                                    [self = shared_from_this()](const asio::error_code& error) {
                                        if (error || !self->active) return;
                                        if (self->is_closed()) self->leave();
                                    });
    }

    // Readable bytes are the next request of a client that pipelines; it has not left.
    bool is_closed() {
        char byte = 0;
        asio::error_code error;
        client->socket().receive(asio::buffer(&byte, 1), asio::socket_base::message_peek, error);
        return error && error != asio::error::would_block && error != asio::error::try_again;
    }

    void leave() {
        if (left) return;
        left = true;
        timer.expires_after(drain);
        timer.async_wait([self = shared_from_this()](const asio::error_code& error) {
            if (!error && self->active) self->upstream->cancel();
        });
    }

    net::Stream* client;
    net::Stream* upstream;
    net::Timer timer;
    std::chrono::milliseconds drain;
    bool active = true;
    bool left = false;
};

ClientWatch::ClientWatch(net::IoContext& io, net::Stream& client, net::Stream& upstream,
                         std::chrono::milliseconds drain)
    : state_(std::make_shared<State>(io, client, upstream, drain)) {
    state_->watch();
}

ClientWatch::~ClientWatch() {
    state_->active = false;
    state_->timer.cancel();
    state_->client->cancel();
}

bool ClientWatch::client_left() const { return state_->left; }
void ClientWatch::client_is_gone() { state_->leave(); }

}  // namespace farebox::proxy
