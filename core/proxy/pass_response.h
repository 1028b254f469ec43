#pragma once
// Carries the answer back, each read written on at once, while the meter taps.

#include <string>

#include "core/proxy/client.h"
#include "core/proxy/observation.h"
#include "core/proxy/send_request.h"
#include "core/proxy/services.h"

namespace farebox::proxy {

struct Passed {
    bool upstream_reusable = false;
    bool client_reusable = false;
    bool answered = false;  ///< the agent got a status line
    bool switched = false;  ///< 101: the connection is a tunnel now
    std::string extensions;  ///< Sec-WebSocket-Extensions of a 101
    std::string rest;        ///< bytes behind the 101 head
};

/// `early` = bytes of the answer that came while sending. `request_sent` false: the rest of the
/// request will never be sent, so neither connection can be used again.
net::Task<Passed> pass_response(Client& client, net::Stream& upstream, std::string early,
                                bool request_sent, Observation& seen, Services& in);

}  // namespace farebox::proxy
