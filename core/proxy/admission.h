#pragma once
// Can the budgets carry this call? Asked before a byte of it leaves.
//
// Far from every limit the answer costs one lock and nothing else: the gate keeps room for the
// dearest call of this size. Near a limit the request is held whole, its model and maximum are read,
// and what it may cost is reserved. Only when a budget of a repository, branch, agent or person
// could refuse does the call wait for its attribution, and then for AttributionWait at most: past
// that it is admitted, its row says so, and the reservation follows when the work is known.
// Where only calls in flight stand in the way, it waits for its turn.

#include <memory>

#include "core/http/framing.h"
#include "core/model/verdict.h"
#include "core/proxy/client.h"
#include "core/proxy/observation.h"
#include "core/proxy/services.h"

namespace farebox::proxy {

constexpr std::chrono::milliseconds AttributionWait{50};

/// Sets `seen->ticket` and `seen->verdict`. Free endpoints are never asked about. An agent that
/// hangs up meanwhile leaves its body incomplete; sending notices. A refused upgrade to a WebSocket
/// is no refused call: see admit_message.
net::Task<void> admit(Client& client, const http::BodyFraming& framing,
                      const std::shared_ptr<Observation>& seen, Services& in);

bool is_upgrade(const RequestFacts& request);

/// Whether a WebSocket may go on: a message inside one cannot be held and weighed, so near a limit
/// the agent is sent to plain requests instead. True takes a ticket.
bool admit_message(std::size_t bytes, budget::Ticket& ticket, Services& in);

}  // namespace farebox::proxy
