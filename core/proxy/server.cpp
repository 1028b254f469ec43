#include "core/proxy/server.h"

#include "core/base/log.h"
#include "core/net/deadline.h"
#include "core/proxy/call.h"

#include <asio/post.hpp>

#include <algorithm>
#include <exception>
#include <vector>

namespace farebox::proxy {
namespace {

using net::Task;

// A head that has begun must be complete within this time; an idle connection may wait for ever.
constexpr std::chrono::seconds HeadLimit{30};
// How long a stop waits for the request of a connection that was just made. Its agent has been
// accepted and may have sent everything; it would see a broken connection during an upgrade.
constexpr std::chrono::milliseconds LastRequestLimit{500};

// The next request's head; nothing when the connection ended. An error is answered.
Task<Result<std::optional<http::RequestHead>>> read_head(Client& client, Services& in) {
    using Head = std::optional<http::RequestHead>;
    std::unique_ptr<net::Deadline> deadline;
    std::string partial(client.unread());
    std::string_view bytes = partial;
    while (true) {
        const std::size_t blank = http::count_blank_prefix(bytes);
        bytes.remove_prefix(blank);
        if (const auto end = http::find_head_end(bytes)) {
            Result<http::RequestHead> head = http::RequestHead::parse(bytes.substr(0, *end));
            if (!head) co_return head.error();
            client.set_unread(bytes.substr(*end));
            // `bytes` lies in the scratch or in `partial`, which ends with this frame.
            if (!partial.empty()) client.keep_unread();
            co_return Head(std::move(*head));
        }
        if (bytes.size() > http::HeadLimits{}.max_bytes) {
            co_return make_error(ErrorCode::TooLarge, "the request head is larger than 256 KB");
        }
        partial = std::string(bytes);
        if (!partial.empty() && !deadline) {
            deadline = std::make_unique<net::Deadline>(in.io, client.stream.socket(), HeadLimit);
        }
        const net::ReadResult got = co_await client.stream.read();
        if (!got.ok()) co_return Head();
        client.is_asking = true;
        if (partial.empty()) {
            bytes = got.bytes;
        } else {
            partial += got.bytes;
            bytes = partial;
        }
    }
}

bool has_more(Client& client) {
    asio::error_code ignored;
    return !client.unread().empty() || client.stream.socket().available(ignored) > 0;
}

}  // namespace

Server::Server(net::IoContext& io, net::Scratch& scratch, net::UpstreamPool& pool,
               const RouteTable& routes, Recorder& recorder, budget::Gate& gate,
               const pricing::PriceBook& book, const Clock& clock, ServerOptions options)
    : io_(io),
      options_(options),
      listener_(io),
      services_{io,    scratch, pool,  routes,    recorder,     gate,
                book,  bodies_, clock, counters_, options.drain, {}},
      own_uid_(platform::user_id()),
      grace_(io),
      last_requests_(io) {}

Server::~Server() = default;

void Server::start() {
    services_.port = listener_.port();
    services_.pool.refuse_own_ports({services_.port});
    listener_.start_accepting(
        [this](net::TcpSocket socket) { net::start(io_, serve(std::move(socket)), "connection"); });
}

// Loopback is open to every user of the machine; only our own user's programs are served.
bool Server::is_foreign(Client& client) {
    const auto uid = users_.find(client.socket);
    return uid && *uid != own_uid_;
}

Task<void> Server::serve(net::TcpSocket socket) {
    Client client(std::move(socket), services_.scratch, next_number_++);
    clients_.insert(&client);
    ++counters_.connections_open;
    ++counters_.connections_total;
    if (services_.stopping) await_last_requests();
    // A defect costs this connection alone: its entry must go even then, or the stop would wait for
    // a client that is dead.
    std::exception_ptr defect;
    try {
        co_await attend(client);
    } catch (...) {
        defect = std::current_exception();
    }
    client.stream.close();
    clients_.erase(&client);
    services_.recorder.forget_connection(client.number);
    --counters_.connections_open;
    end_if_done();
    if (defect) std::rethrow_exception(defect);
}

Task<void> Server::attend(Client& client) {
    if (Result<platform::SocketPair> pair =
            platform::read_client_pair(client.stream.socket().native_handle())) {
        client.socket = *pair;
        services_.recorder.expect(client.number, client.socket);
    }
    if (is_foreign(client)) {
        const Error foreign = make_error(
            ErrorCode::Denied,
            "this port belongs to another user of this machine; run your own fareboxd on a port of "
            "your own (listen.port)");
        co_await refuse(client, foreign, services_);
    } else {
        co_await serve_requests(client);
    }
}

void Server::end_if_done() {
    if (!services_.stopping || !clients_.empty()) return;
    grace_.cancel();
    last_requests_.cancel();
    stopped_();
}

Task<void> Server::serve_requests(Client& client) {
    while (true) {
        Result<std::optional<http::RequestHead>> head = co_await read_head(client, services_);
        if (!head) {
            co_await refuse(client, head.error(), services_);
            co_return;
        }
        if (!*head) co_return;
        client.in_call = true;
        const After after = co_await serve_call(client, std::move(**head), services_);
        client.in_call = false;
        client.is_asking = false;
        if (after == After::Close || (services_.stopping && !has_more(client))) co_return;
    }
}

void Server::stop() {
    asio::post(io_, [this] {
        if (services_.stopping) {
            cut_all();
        } else {
            begin_stop();
        }
    });
}

void Server::set_drain(std::chrono::milliseconds drain) {
    asio::post(io_, [this, drain] { services_.drain = drain; });
}

void Server::begin_stop() {
    services_.stopping = true;
    listener_.stop();
    std::size_t running = 0;
    for (Client* client : clients_) {
        if (client->in_call) ++running;
        else if (!client->is_asking && !has_more(*client)) client->stream.cancel();
    }
    services_.pool.close();
    if (clients_.empty()) return end_if_done();
    await_last_requests();
    if (running > 0) {
        log_info("waiting for running calls before stopping", {{"calls", std::to_string(running)}});
    }
    grace_.expires_after(options_.stop_grace);
    grace_.async_wait([this](const asio::error_code& error) {
        if (!error) cut_all();
    });
}

void Server::await_last_requests() {
    last_requests_.expires_after(LastRequestLimit);
    last_requests_.async_wait([this](const asio::error_code& error) {
        if (!error) end_silent_connections();
    });
}

void Server::end_silent_connections() {
    for (Client* client : clients_) {
        if (!client->in_call) client->stream.cancel();
    }
}

void Server::cut_all() {
    grace_.cancel();
    last_requests_.cancel();
    for (Client* client : clients_) {
        client->stream.cancel();
        if (client->upstream != nullptr) client->upstream->cancel();
    }
}

}  // namespace farebox::proxy
