#pragma once
// One question to one address: connects, sends the bytes, reads what comes, closes. For messages of
// our own (sync, login, alerts), never for calls, which go through the pool.
//
// Blocks the calling thread, which must not be the I/O thread. Goes through the corporate proxy
// where one is set. Nothing is left behind: no connection, no thread, no timer.

#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/url.h"
#include "core/net/corporate_proxy.h"

namespace farebox::net {

struct Exchange {
    Url url;               ///< where to; path and query are not looked at
    std::string request;   ///< as it goes over the wire
    std::string ca_file;   ///< "": the system's trusted certificates
    ProxyRules proxy = proxy_rules_from_environment();
    std::chrono::milliseconds limit{30'000};  ///< for all of it
    std::size_t answer_limit = 4 << 20;       ///< bytes read at most
    /// True when `received` is a whole answer; without it only the peer's end is one.
    std::function<bool(std::string_view received)> is_complete;
    /// Looked at several times a second; true ends the exchange. Null: never.
    const std::atomic<bool>* is_stopped = nullptr;
};

/// What was received, complete or cut by the peer. Unavailable: no connection, no answer in time,
/// stopped; it names the host, never the path, which may hold a secret. TooLarge.
Result<std::string> exchange(Exchange wanted);

}  // namespace farebox::net
