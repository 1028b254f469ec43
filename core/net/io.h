#pragma once
// The engine's vocabulary: standalone Asio, C++20 coroutines, one I/O thread.
//
// The executor type is spelled out everywhere: type-erased executors cost an allocation and a
// virtual call an operation (docs/decisions/0001-engine.md).

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>

#include <chrono>
#include <memory>

namespace farebox::net {

using IoContext = asio::io_context;
using Executor = IoContext::executor_type;
template <class T>
using Task = asio::awaitable<T, Executor>;
constexpr asio::use_awaitable_t<Executor> use_task{};

using TcpSocket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using TcpAcceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using TcpEndpoint = asio::ip::tcp::endpoint;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;

/// Runs `work` on `io` until it ends. A coroutine of ours never throws on purpose; one that does
/// has met a defect, which is logged and ends that coroutine alone.
void start(IoContext& io, Task<void> work, const char* name);

}  // namespace farebox::net
