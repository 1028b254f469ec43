#pragma once
// The daemon's side of the local API: the route table behind the Unix socket.

#include <functional>
#include <memory>
#include <string>

#include "core/base/clock.h"
#include "core/control/routes.h"
#include "core/net/local_endpoint.h"

namespace farebox::control {

/// The file name of the socket in the runtime folder.
constexpr const char* SocketName = "farebox.sock";

struct ServiceOptions {
    std::string socket_path;
    std::string ledger_path;
    /// Called on the service's thread for each status request; must not wait on the data path.
    /// Members the CLI shows when present: version, pid, started_at (UTC ns), port, active_calls,
    /// ledger (to_json of its Health), problems (array of sentences), upstreams (array of names).
    std::function<Json()> live_status;
    /// Lives longer than the service.
    settings::Store* settings = nullptr;
    /// Lives longer than the service. Null: no budgets, no events.
    Governor* governor = nullptr;
    /// Lives longer than the service.
    sync::Syncer* syncer = nullptr;
};

/// Owned by the daemon; answers on a thread of its own until destroyed.
class Service {
public:
    /// Conflict when another daemon answers at the socket.
    static Result<std::unique_ptr<Service>> start(ServiceOptions options, const Clock& clock);
    ~Service();
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;

private:
    Service(std::unique_ptr<Context> context, Governor* governor)
        : context_(std::move(context)), governor_(governor) {}
    net::LocalResponse serve(const net::LocalRequest& request);

    const std::unique_ptr<Context> context_;
    Governor* const governor_;
    std::unique_ptr<net::LocalEndpoint> endpoint_;  // last: its thread uses the context
};

}  // namespace farebox::control
