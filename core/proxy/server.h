#pragma once
// The daemon's data path as one object: listeners, connections, graceful stop.
//
// Runs on the thread that calls `run`; only `stop` and the counters may be used from others.

#include <functional>
#include <memory>
#include <set>

#include "core/net/listener.h"
#include "core/platform/socket_owner.h"
#include "core/proxy/client.h"
#include "core/proxy/services.h"

namespace farebox::proxy {

struct ServerOptions {
    std::chrono::milliseconds drain{3'000};
    std::chrono::milliseconds stop_grace{30'000};
};

class Server {
public:
    Server(net::IoContext& io, net::Scratch& scratch, net::UpstreamPool& pool,
           const RouteTable& routes, Recorder& recorder, budget::Gate& gate,
           const pricing::PriceBook& book, const Clock& clock, ServerOptions options);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    net::Listener& listener() { return listener_; }
    /// Starts accepting on what `listener()` was bound to.
    void start();
    /// Stops accepting, closes idle connections (new ones may still ask once), lets calls run for
    /// `stop_grace`, then cuts them.
    /// Any thread; a second call cuts at once.
    void stop();
    /// See ServerOptions::drain; counts for responses that begin later. Any thread.
    void set_drain(std::chrono::milliseconds drain);
    /// Called on the I/O thread when the last connection ended after `stop`.
    void on_stopped(std::function<void()> action) { stopped_ = std::move(action); }

    /// Who answers below /_farebox/. Before `start`.
    void set_local_api(LocalApi api) { services_.local_api = std::move(api); }

    const Counters& counters() const { return counters_; }

private:
    net::Task<void> serve(net::TcpSocket socket);
    net::Task<void> attend(Client& client);
    net::Task<void> serve_requests(Client& client);
    bool is_foreign(Client& client);
    void begin_stop();
    void await_last_requests();
    void end_silent_connections();
    void cut_all();
    void end_if_done();

    net::IoContext& io_;
    const ServerOptions options_;
    net::Listener listener_;
    Counters counters_;
    agents::BodyReader bodies_;
    Services services_;
    platform::SocketUsers users_;
    const std::uint32_t own_uid_;
    std::set<Client*> clients_;
    std::uint64_t next_number_ = 1;
    net::Timer grace_;
    net::Timer last_requests_;
    std::function<void()> stopped_ = [] {};
};

}  // namespace farebox::proxy
