#pragma once
// One request and its answer on a Wire: the only place that knows cpp-httplib's server.

#include <atomic>
#include <memory>

#include "core/net/web/server.h"
#include "core/net/web/wire.h"

namespace farebox::net {

struct ExchangeLimits {
    std::size_t body_limit = 16 << 20;
    std::size_t head_limit = 64 << 10;
    std::chrono::milliseconds idle_deadline{75'000};  ///< only told to the peer
};

/// Reads requests and writes answers. One a thread; `handler` and `is_stopping` outlive it.
class HttpExchange {
public:
    HttpExchange(const ExchangeLimits& limits, const HttpHandler& handler,
             const std::atomic<bool>& is_stopping);
    ~HttpExchange();

    /// True when the connection can carry another request.
    bool serve(Wire& wire);

private:
    class Parser;
    std::unique_ptr<Parser> parser_;
};

}  // namespace farebox::net
