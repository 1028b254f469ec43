#pragma once
// Carries the request to the upstream as it arrives.

#include <string>

#include "core/http/framing.h"
#include "core/proxy/client.h"
#include "core/proxy/observation.h"
#include "core/proxy/services.h"

namespace farebox::proxy {

enum class SendState {
    Done,          ///< the upstream has all of it
    Early,         ///< the upstream answered before it had all; `Sent::early` holds the beginning
    ClientGone,    ///< the agent hung up or broke the framing half-way
    UpstreamGone,  ///< the upstream stopped taking bytes; it may have left an answer
    NothingSent,   ///< the upstream took not one byte: the call may go to another connection
};

struct Sent {
    SendState state = SendState::Done;
    std::string early;    ///< bytes of the answer read while sending
    std::string problem;  ///< for people
};

/// Allocates the held body and moves what was read behind the head into it. Call before the first
/// co_await after the head was read.
void hold_body(Client& client, const http::BodyFraming& framing, Observation& seen);

net::Task<Sent> send_request(Client& client, net::Stream& upstream, std::string_view head,
                        const http::BodyFraming& framing, Observation& seen, Services& in);

}  // namespace farebox::proxy
