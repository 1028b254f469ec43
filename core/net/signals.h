#pragma once
// SIGTERM, SIGINT and SIGHUP as callbacks on the I/O thread.

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

/// Calls `on_reload` for each SIGHUP until destroyed; nothing where the system has no such signal.
class ReloadSignal {
public:
    ReloadSignal(IoContext& io, std::function<void()> on_reload);

private:
    void wait();

    asio::basic_signal_set<Executor> signals_;
    std::function<void()> on_reload_;
};

}  // namespace farebox::net
