#include "core/net/signals.h"

#include <csignal>

namespace farebox::net {

StopSignals::StopSignals(IoContext& io, std::function<void()> on_stop)
    : signals_(io.get_executor(), SIGTERM, SIGINT), on_stop_(std::move(on_stop)) {
#ifndef _WIN32
    std::signal(SIGPIPE, SIG_IGN);
    // A file at its size limit is a write that fails, as on a full disk, and no end of the process.
    std::signal(SIGXFSZ, SIG_IGN);
#endif
    wait();
}

void StopSignals::wait() {
    signals_.async_wait([this](const asio::error_code& error, int) {
        if (error) return;
        on_stop_();
        wait();
    });
}

void StopSignals::cancel() {
    asio::error_code ignored;
    signals_.cancel(ignored);
}

ReloadSignal::ReloadSignal(IoContext& io, std::function<void()> on_reload)
    : signals_(io.get_executor()), on_reload_(std::move(on_reload)) {
#ifdef SIGHUP
    signals_.add(SIGHUP);
    wait();
#endif
}

void ReloadSignal::wait() {
    signals_.async_wait([this](const asio::error_code& error, int) {
        if (error) return;
        on_reload_();
        wait();
    });
}

}  // namespace farebox::net
