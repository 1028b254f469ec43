#include "core/net/listener.h"

#include "core/base/format.h"
#include "core/base/log.h"

#include <asio/ip/v6_only.hpp>
#include <asio/redirect_error.hpp>

namespace farebox::net {
namespace {

// A burst of agents starting together must not be refused (measured: 5 refuses at 256).
constexpr int Backlog = 1024;

}  // namespace

Result<void> Listener::open(const TcpEndpoint& endpoint) {
    auto acceptor = std::make_unique<TcpAcceptor>(io_.get_executor());
    asio::error_code error;
    acceptor->open(endpoint.protocol(), error);
#ifndef _WIN32
    // On Windows SO_REUSEADDR would let two daemons share the port.
    if (!error) acceptor->set_option(asio::socket_base::reuse_address(true), error);
#endif
    if (!error && endpoint.address().is_v6()) acceptor->set_option(asio::ip::v6_only(true), error);
    if (!error) acceptor->bind(endpoint, error);
    if (!error) acceptor->listen(Backlog, error);
    if (error) {
        const bool taken = error == asio::error::address_in_use;
        return Error{taken ? ErrorCode::Conflict : ErrorCode::Unavailable,
                     format("listening on {} port {}: {}", endpoint.address().to_string(),
                            endpoint.port(), error.message())};
    }
    acceptors_.push_back(std::move(acceptor));
    return {};
}

Result<void> Listener::bind(std::uint16_t port) {
    FAREBOX_TRY_VOID(open(TcpEndpoint(asio::ip::address_v4::loopback(), port)));
    const std::uint16_t chosen = this->port();
    if (Result<void> six = open(TcpEndpoint(asio::ip::address_v6::loopback(), chosen)); !six) {
        if (six.error().code == ErrorCode::Conflict) return six.error();
        log_info("serving IPv4 only", {{"why", six.error().message}});
    }
    return {};
}

Result<void> Listener::adopt(const std::vector<int>& descriptors) {
    for (const int descriptor : descriptors) {
        asio::error_code error;
        TcpSocket probe(io_.get_executor());
        probe.assign(asio::ip::tcp::v4(), descriptor, error);
        const TcpEndpoint local = error ? TcpEndpoint() : probe.local_endpoint(error);
        if (!error) probe.release(error);
        if (error || !local.address().is_loopback()) {
            return invalid(format("the inherited socket {} is not a loopback TCP listener; the "
                                  "socket unit must say ListenStream=127.0.0.1:PORT",
                                  descriptor));
        }
        auto acceptor = std::make_unique<TcpAcceptor>(io_.get_executor());
        acceptor->assign(local.protocol(), descriptor, error);
        if (error) return unavailable(format("taking over socket {}: {}", descriptor, error.message()));
        acceptors_.push_back(std::move(acceptor));
    }
    if (acceptors_.empty()) return invalid("no listening socket was inherited");
    return {};
}

void Listener::start_accepting(std::function<void(TcpSocket)> on_connection) {
    on_connection_ = std::move(on_connection);
    for (const auto& acceptor : acceptors_) start(io_, accept_loop(*acceptor), "accept");
}

Task<void> Listener::accept_loop(TcpAcceptor& acceptor) {
    while (true) {
        asio::error_code error;
        TcpSocket socket = co_await acceptor.async_accept(asio::redirect_error(use_task, error));
        // Even when the listener was stopped meanwhile: its client was told "connected".
        if (!error) on_connection_(std::move(socket));
        if (error == asio::error::operation_aborted || !acceptor.is_open()) co_return;
        if (!error) continue;
        // Out of descriptors: the connection stays in the backlog; try again a little later.
        log_warn("accepting a connection failed", {{"why", error.message()}});
        Timer pause(io_, std::chrono::milliseconds(100));
        co_await pause.async_wait(asio::redirect_error(use_task, error));
    }
}

void Listener::stop() {
    for (const auto& acceptor : acceptors_) {
        asio::error_code ignored;
        acceptor->close(ignored);
    }
}

std::uint16_t Listener::port() const {
    asio::error_code ignored;
    return acceptors_.empty() ? std::uint16_t(0) : acceptors_.front()->local_endpoint(ignored).port();
}

}  // namespace farebox::net
