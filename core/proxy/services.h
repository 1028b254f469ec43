#pragma once
// What a call needs from the rest of the daemon. Built by Server, borrowed by every connection,
// outlives them all. I/O thread only, except the counters.

#include <atomic>
#include <cstdint>

#include "core/agents/body_facts.h"
#include "core/base/clock.h"
#include "core/budget/gate.h"
#include "core/net/upstream_pool.h"
#include "core/proxy/local_api.h"
#include "core/proxy/recorder.h"
#include "core/proxy/route.h"

namespace farebox::proxy {

/// Read by other threads for `farebox status`.
struct Counters {
    std::atomic<std::int64_t> connections_open{0};
    std::atomic<std::int64_t> connections_total{0};
    std::atomic<std::int64_t> calls_active{0};
    std::atomic<std::int64_t> calls_total{0};        ///< recorded as rows
    std::atomic<std::int64_t> requests_passed{0};    ///< free endpoints and unknown paths, no row
    std::atomic<std::int64_t> requests_refused{0};   ///< unsafe or malformed
    std::atomic<std::int64_t> upstream_failures{0};
    std::atomic<std::int64_t> calls_paused{0};       ///< refused by a budget
};

struct Services {
    net::IoContext& io;
    net::Scratch& scratch;
    net::UpstreamPool& pool;
    const RouteTable& routes;
    Recorder& recorder;
    budget::Gate& gate;
    const pricing::PriceBook& book;
    agents::BodyReader& bodies;
    const Clock& clock;
    Counters& counters;
    std::chrono::milliseconds drain;  ///< see client_watch.h
    LocalApi local_api;               ///< may be empty
    std::uint16_t port = 0;
    bool stopping = false;
};

}  // namespace farebox::proxy
