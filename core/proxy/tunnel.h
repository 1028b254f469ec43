#pragma once
// A connection that became a WebSocket: bytes pass both ways unchanged; the meter reads along and
// yields one exchange per response, each of which becomes a row of its own.

#include <memory>
#include <string>

#include "core/proxy/client.h"
#include "core/proxy/observation.h"
#include "core/proxy/pass_response.h"
#include "core/proxy/services.h"

namespace farebox::proxy {

/// Runs until one side closes; then the other is closed too.
net::Task<void> serve_tunnel(Client& client, net::Stream& upstream, const Passed& opened,
                             std::shared_ptr<Observation> upgrade, Services& in);

}  // namespace farebox::proxy
