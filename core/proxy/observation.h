#pragma once
// What the data path saw of one call: plain facts, no conclusions. The recorder turns it into a
// row. The I/O thread fills it until it hands it to Recorder::finish; fields under "request" are
// constant once Recorder::begin was called.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/budget/gate_types.h"
#include "core/http/head.h"
#include "core/model/call.h"
#include "core/platform/socket_owner.h"
#include "core/proxy/body_buffer.h"
#include "core/proxy/route.h"
#include "core/usage/endpoint.h"
#include "core/usage/meter.h"
#include "core/usage/websocket_meter.h"

namespace farebox::proxy {

struct RequestFacts {
    std::uint64_t connection = 0;  ///< number of the client connection in this process
    platform::SocketPair socket;
    std::optional<http::RequestHead> head;
    Route route;
    usage::Endpoint endpoint;
    BodyBuffer body;              ///< empty when there was none or it was too large to hold
    bool body_missing = false;    ///< there was one, but it is not (wholly) in `body`
    std::uint64_t body_bytes = 0; ///< grows while sending
    UtcNs started_at = 0;
    MonotonicNs started = 0;
};

struct Observation {
    RequestFacts request;

    // What the budgets said, before anything was sent
    budget::Ticket ticket;  ///< 0 = none is open
    Verdict verdict;
    bool admitted_unattributed = false;  ///< its work was not known in time
    std::string agent;  ///< as the budgets were told; "" = unknown, or nothing near a limit

    bool was_refused() const { return verdict.kind == VerdictKind::Refused; }

    // Response
    std::unique_ptr<usage::Meter> meter;
    int http_status = 0;  ///< 0 = no answer
    std::string vendor_request_id;
    bool event_stream = false;
    std::uint64_t response_bytes = 0;
    MonotonicNs first_byte = 0;  ///< 0 = none
    MonotonicNs ended = 0;
    MonotonicNs head_sent = 0;   ///< when the upstream had the head
    MonotonicNs connect_ns = 0;  ///< waited for a connection
    MonotonicNs overhead_ns = 0; ///< our own share so far
    bool response_complete = false;
    bool client_left = false;
    bool client_left_early = false;  ///< before it was given the vendor's final figures
    std::string failure;  ///< why the upstream failed, for people

    /// One exchange of a WebSocket, in place of body and meter.
    std::optional<usage::Exchange> exchange;
};

}  // namespace farebox::proxy
