#pragma once
// SIGTERM and SIGINT as a callback on the I/O thread.

#include <functional>

#include <asio/signal_set.hpp>

#include "core/net/io.h"

namespace farebox::net {

/// Calls `on_stop` for each signal until destroyed or `cancel`. SIGPIPE is ignored from here on:
/// a vanished peer is an error code, not a death.
class StopSignals {
public:
    StopSignals(IoContext& io, std::function<void()> on_stop);
    /// Lets io.run() end.
    void cancel();

private:
    void wait();

    asio::basic_signal_set<Executor> signals_;
    std::function<void()> on_stop_;
};

}  // namespace farebox::net
